// Ticks are counted and kept: over a reload, another track, a changed plan, other tabs, a file.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { chooseColors, chooseLevel, close, FILES, Handbook, LEVELS, PLAN, reader, says, small, ticked, named } from './support.js';

after(close);

const box = (page, words) => page.locator('.task', { hasText: words }).first().locator('input').first();
const counted = (page, hook = 'day') => page.locator(`[data-progress="${hook}"]`).first();
const open = (page, name) => page.getByRole('button', { name: named(name), exact: true }).click();

test('a tick counts up, is reported, and stays after a reload', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await says(counted(page), '0 of 4 done');
  await box(page, 'Write down ten').check();
  await says(counted(page), '1 of 4 done');
  await page.locator('.notice [role=status]').getByText('1 of 4 done', { exact: true }).waitFor();
  await page.reload();
  await ticked(box(page, 'Write down ten'));
  await says(counted(page), '1 of 4 done');
  await end();
});

test('a tick counts on the week, its phase, the plan and the cover', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await box(page, 'Write down ten').check();
  await page.goto(book.at('talk/full/week-1.html'));
  await says(counted(page, 'week'), '1 of 6 done');
  await page.goto(book.at('talk/full/index.html'));
  for (const [hook, text] of [['plan', '2 of 11 done'], ['week-1', '1 of 6 done'], ['week-1 week-2 ', '2 of 10 done']]) {
    await page.locator(`[data-progress="${hook}"]`).getByText(text, { exact: true }).waitFor();
  }
  await page.goto(book.at('index.html'));
  await page.locator('[data-progress=plan]').getByText('2 of 11 done', { exact: true }).waitFor();
  await end();
});

test('a tick holds in every track', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await box(page, 'Strike out seven').check();
  await open(page, 'My plan');
  await page.getByRole('dialog').getByRole('navigation', { name: 'This page for other tracks' }).getByRole('link', { name: 'Slim' }).click();
  await page.waitForURL('**/slim/week-1-monday.html');
  await ticked(box(page, 'Strike out seven'));
  await end();
});

test('ticks survive a new order, edits elsewhere and a new build', async () => {
  const book = await small('rebuilt').served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await box(page, 'Tell the three').check();
  book.write({ 'talk.md': PLAN.replace('- [ ] Write down ten things you know\n- [ ] Strike out seven of them', '- [ ] Sharpen a pencil\n- [ ] Strike out seven of them\n- [ ] Write down ten things you know').replace('A short plan.', 'A changed plan.') }).build();
  await page.reload();
  assert.equal(await page.locator('.task', { hasText: 'Sharpen a pencil' }).count(), 1);
  await ticked(box(page, 'Tell the three'));
  assert.equal(await page.locator('.task input:checked').count(), 1);
  await end();
});

test('a tick is undone; what the author ticked can be unticked', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-2-friday.html'));
  await ticked(box(page, 'Know where'));
  await box(page, 'Know where').uncheck();
  await page.reload();
  await ticked(box(page, 'Know where'), false);
  await box(page, 'Breathe').check();
  await open(page, 'Undo the last tick');
  await ticked(box(page, 'Breathe'), false);
  assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox');
  await end();
});

test('all ticks are removed only after a question, and come back by undo', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1.html'));
  for (const words of ['Write down ten', 'Put the parts']) await box(page, words).check();
  await open(page, 'My plan');
  await page.locator('.more summary').click();
  await open(page, 'Remove all ticks');
  await open(page, 'Keep them');
  assert.equal(await page.locator('.day input:checked').count(), 2);
  await open(page, 'Remove all ticks');
  await page.getByRole('dialog', { name: 'Remove all ticks?' }).getByText('2').waitFor();
  await open(page, 'Remove them');
  assert.equal(await page.locator('.day input:checked').count(), 0);
  await open(page, 'Undo removing all ticks');
  assert.equal(await page.locator('.day input:checked').count(), 2);
  await end();
});

test('ticks and dates go to a file and come from it', async () => {
  const book = await small().served();
  const first = await reader();
  await first.page.goto(book.at('talk/full/week-1.html'));
  await box(first.page, 'Write down ten').check();
  await open(first.page, 'My plan');
  await first.page.getByLabel('First day').fill('2027-01-04');
  const download = first.page.waitForEvent('download');
  await open(first.page, 'Save a copy');
  const path = await (await download).path();
  const file = { name: 'ticks.json', mimeType: 'application/json', buffer: await readFile(path) };
  await first.end();
  const second = await reader();
  await second.page.goto(book.at('talk/slim/week-1.html'));
  await open(second.page, 'My plan');
  await second.page.locator('input[type=file]').setInputFiles(file);
  await second.page.getByText('1 task is marked as done').waitFor();
  await second.page.getByText('First day of “Two Weeks to the Talk”: January 4, 2027').waitFor();
  await ticked(box(second.page, 'Write down ten'), false);
  await open(second.page, 'Merge');
  await second.page.getByText('Merged with the data on this device.').waitFor();
  await ticked(box(second.page, 'Write down ten'));
  assert.equal(await second.page.locator('.lead .date').innerText(), 'January 4 – 10, 2027');
  await open(second.page, 'My plan');
  await second.page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('{"prepbook":1,"kept":{"task:x":{}}') });
  await second.page.getByText('This file is not a copy that a handbook saved.').waitFor();
  await second.end();
});

test('another tab shows a tick at once', async () => {
  const book = await small().served();
  const { page, context, end } = await reader();
  const other = await context.newPage();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await other.goto(book.at('talk/full/week-1.html'));
  await box(page, 'Write down ten').check();
  await other.locator('.task input:checked').waitFor();
  await says(counted(other, 'week'), '1 of 6 done');
  await end();
});

test('boxes in templates can be ticked and count apart', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/final-checklists.html'));
  await box(page, 'A box in a template').check();
  await says(counted(page, 'page'), '0 of 1 done, templates: 1 of 1');
  await end();
});

test('a level hides what is for others, and is kept', async () => {
  const book = await small().served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-2-monday.html'));
  const item = page.locator('[data-levels]');
  assert.equal(await item.isVisible(), true);
  await chooseLevel(page, 'L1');
  assert.equal(await item.isVisible(), false);
  await says(counted(page), '0 of 1 done');
  await page.goto(book.at('talk/slim/week-2-monday.html'));
  assert.equal(await page.getByLabel('Level').inputValue(), 'l1');
  assert.equal(await page.locator('[data-levels]').isVisible(), false);
  await end();
});

for (const [how, script] of [
  ['refused', () => Object.defineProperty(self, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })],
  ['full', () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }],
]) {
  test(`storage ${how}: said once, and it goes on`, async () => {
    const book = await small().served();
    const { page, context, end } = await reader();
    await context.addInitScript(script);
    await page.goto(book.at('talk/full/week-1-monday.html'));
    await box(page, 'Write down ten').check();
    await page.getByText('This browser does not store data here.').waitFor();
    await says(counted(page), '1 of 4 done');
    await box(page, 'Strike out seven').check();
    await says(counted(page), '2 of 4 done');
    await page.getByText('This browser does not store data here.').waitFor({ state: 'hidden' });
    await chooseColors(page, 'Light');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), 'light');
    await end();
  });
}

test('without a script everything is read, ticked, reached and printed', async () => {
  const book = await small().served();
  const { page, end } = await reader({ javaScriptEnabled: false });
  await page.goto(book.at('index.html'));
  assert.equal(await page.locator('.tools button').count(), 0);
  assert.equal(await page.locator('.start').isVisible(), false);
  await page.getByRole('link', { name: 'Full' }).click();
  await page.locator('main').getByRole('link', { name: /Find the Story/ }).click();
  await page.locator('main').getByRole('link', { name: /Collect/ }).click();
  await box(page, 'Write down ten').check();
  await ticked(box(page, 'Write down ten'));
  await page.getByRole('link', { name: 'how talks fail' }).click();
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'How Talks Fail');
  assert.ok((await page.pdf()).length > 1000);
  await end();
});

test('light and dark by switch, kept, and there before anything is drawn', async () => {
  const book = await small().served();
  const { page, context, end } = await reader({ colorScheme: 'light' });
  await page.goto(book.at('talk/full/week-1.html'));
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await chooseColors(page, 'Light');
  assert.equal(await ground(), light);
  await chooseColors(page, 'Dark');
  const dark = await ground();
  assert.notEqual(dark, light);
  // With the deferred scripts kept away only the first one is left to set it
  await context.route('**/prepbook.*.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
  await page.reload();
  assert.equal(await ground(), dark);
  await end();
});

test('copying: templates, code and the address of a heading', async () => {
  const book = await small().served();
  const { page, context, end } = await reader();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(book.at('how-talks-fail.html'));
  await page.locator('.copyable .copy').click();
  await page.getByText('Copied.').waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^def talk\(minutes\):\n/);
  await page.getByRole('link', { name: 'Copy the address of “Too fast”' }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /how-talks-fail\.html#too-fast$/);
  await page.goto(book.at('talk/full/final-checklists.html'));
  await page.locator('.template .copy').click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '- [ ] A box in a template');
  await end();
});

test('a plan without tracks works too', async () => {
  const book = new Handbook('plain', { 'plan.md': '# Plain\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n' }).build();
  const { page, end } = await reader();
  await page.goto(book.at('plan/week-1-monday.html'));
  await box(page, 'do it').check();
  await page.goto(book.at('index.html'));
  await page.locator('[data-progress=plan]').getByText('1 of 1 done').waitFor();
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('do it');
  await page.locator('.results a').first().waitFor();
  await end();
});
