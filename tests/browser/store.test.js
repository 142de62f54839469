// What a browser keeps belongs to one handbook: others of its host neither see nor change it.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chooseLevel, close, FILES, Handbook, LEVELS, reader, says, serve, small, ticked, named } from './support.js';

after(close);

const box = (page, words) => page.locator('.task', { hasText: words }).first().locator('input').first();
const open = (page, name) => page.getByRole('button', { name: named(name), exact: true }).click();
const kept = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));

/** Two handbooks with the same plan and two titles, beside each other. */
const twins = () => ['alpha', 'beta'].map((name) => new Handbook(name, FILES, `title: ${name}\n${LEVELS}`).build());

for (const [where, begin] of [
  ['on one host', async ({ folder }) => (await serve(dirname(folder))).origin],
  ['in two folders of a disk', ({ folder }) => pathToFileURL(dirname(folder)).href],
]) {
  test(`two handbooks ${where} share nothing`, async () => {
    const [alpha, beta] = twins();
    const origin = await begin(alpha);
    const at = (name, page) => `${origin}/${name}/output/talk/full/${page}`;
    const { page, end } = await reader();
    await page.goto(at('alpha', 'week-2-monday.html'));
    await box(page, 'Say the first minute').check();
    await chooseLevel(page, 'L1');
    await open(page, 'My plan');
    await page.getByLabel('First day').fill('2027-01-04');
    await page.getByText('runs from').first().waitFor().catch(() => {});
    await open(page, 'Close');
    await page.goto(at('beta', 'week-2-monday.html'));
    await ticked(box(page, 'Say the first minute'), false);
    assert.equal(await page.getByLabel('Level').inputValue(), '');
    assert.equal(await page.locator('.date').first().isVisible(), false);
    await box(page, 'Say the first minute').check();
    await open(page, 'My plan');
    await page.locator('.more summary').click();
    await open(page, 'Remove all ticks');
    await open(page, 'Remove them');
    await page.goto(at('alpha', 'week-2-monday.html'));
    if (where === 'on one host') await ticked(box(page, 'Say the first minute'));
    const keys = Object.keys(await kept(page));
    assert.ok(keys.some((key) => key.startsWith(`${alpha.store}task:`)), String(keys));
    assert.ok(keys.every((key) => key.startsWith(alpha.store) || key.startsWith(beta.store)), String(keys));
    assert.notEqual(alpha.store, beta.store);
    await end();
  });
}

test('what an earlier version kept is taken over once', async () => {
  const book = await small('former').served();
  const source = await readFile(new URL('former.js', pathToFileURL(`${book.output}/`)), 'utf8');
  const { tasks } = JSON.parse(/push\((.*)\);/s.exec(source)[1]);
  const { page, context, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  const id = await page.locator('[data-task]').first().getAttribute('data-task');
  const [former] = Object.entries(tasks).find(([, now]) => now === id);
  await context.addInitScript((former) => {
    if (sessionStorage.seeded) return;
    sessionStorage.seeded = 1;
    localStorage.clear();
    for (const [key, value] of [[`task:${former}`, '1'], ['task:aaaaaaaaaa', '1'], ['start:talk', '2027-01-04'], ['start:other', '2027-01-04'], ['level', 'l1']]) {
      localStorage.setItem(`prepbook:${key}`, value);
    }
  }, former);
  await page.reload();
  await ticked(box(page, 'Write down ten'));
  assert.equal(await page.getByLabel('Level').inputValue().catch(() => 'l1'), 'l1');
  const own = Object.entries(await kept(page)).filter(([key]) => key.startsWith(book.store)).map(([key]) => key.slice(book.store.length));
  assert.deepEqual(own.sort(), ['former', 'level', 'plan', 'start:talk', `task:${id}`, 'track:talk']);
  // Once: what is unticked then stays so.
  await box(page, 'Write down ten').uncheck();
  await page.reload();
  await says(page.locator('[data-progress=day]').first(), '0 of 4 done');
  await ticked(box(page, 'Write down ten'), false);
  await end();
});

test('ticks of the second version stay, without a day', async () => {
  const book = await small('second').served();
  const { page, context, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  const ids = await page.locator('[data-task]').evaluateAll((tasks) => tasks.map((task) => task.dataset.task));
  await context.addInitScript(([second, ids]) => {
    if (sessionStorage.seeded) return;
    sessionStorage.seeded = 1;
    localStorage.clear();
    for (const [key, value] of [[`task:${ids[0]}`, '1'], [`task:${ids[1]}`, '0'], ['start:talk', '2027-01-04'], ['former', '1'], ['track:talk', 'full']]) {
      localStorage.setItem(second + key, value);
    }
    // The first version's ticks were taken over by the second one, and may be unticked since
    localStorage.setItem(`prepbook:task:${ids[2]}`, '1');
  }, [book.store.replace(':3:', ':2:'), ids]);
  await page.reload();
  await says(page.locator('[data-progress=day]').first(), '1 of 4 done');
  assert.equal((await kept(page))[`${book.store}task:${ids[0]}`], '1');
  assert.equal((await kept(page))[`${book.store}start:talk`], '2027-01-04');
  await box(page, 'Write down ten').uncheck();
  assert.match((await kept(page))[`${book.store}task:${ids[0]}`], /^0 \d{4}-\d\d-\d\d$/);
  await page.reload();
  await says(page.locator('[data-progress=day]').first(), '0 of 4 done');
  await end();
});

test('what a newer version keeps is left alone, with a sentence', async () => {
  const book = await small('newer').served();
  const { page, context, end } = await reader();
  const newer = book.store.replace(':3:', ':4:');
  await context.addInitScript((newer) => localStorage.setItem(`${newer}ticks`, 'packed'), newer);
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await page.getByText('ticks from a newer version').waitFor();
  await open(page, 'My plan');
  await page.locator('.more summary').click();
  await open(page, 'Remove all ticks');
  await open(page, 'Remove them');
  assert.equal((await kept(page))[`${newer}ticks`], 'packed');
  await end();
});

test('a file of another handbook is refused; one of this handbook can be undone', async () => {
  const [alpha, beta] = twins();
  await Promise.all([alpha, beta].map((book) => book.served()));
  const { page, end } = await reader();
  await page.goto(alpha.at('talk/full/week-1.html'));
  await box(page, 'Write down ten').check();
  await open(page, 'My plan');
  const download = page.waitForEvent('download');
  await open(page, 'Save a copy');
  const file = { name: 'ticks.json', mimeType: 'application/json', buffer: await readFile(await (await download).path()) };
  await page.goto(beta.at('talk/full/week-1.html'));
  await open(page, 'My plan');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('This file is from a different handbook').waitFor();
  await ticked(box(page, 'Write down ten'), false);
  await page.goto(alpha.at('talk/full/week-1.html'));
  await box(page, 'Write down ten').uncheck();
  await open(page, 'My plan');
  await page.locator('input[type=file]').setInputFiles(file);
  // The box was unticked after the copy was saved, so the copy does not bring the tick back
  await page.getByText('Everything in it is already here.').waitFor();
  await ticked(box(page, 'Write down ten'), false);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await open(page, 'My plan');
  await page.locator('input[type=file]').setInputFiles(file);
  await open(page, 'Merge');
  await ticked(box(page, 'Write down ten'));
  await page.locator('.notice').getByRole('button', { name: 'Undo restoring the copy' }).click();
  await ticked(box(page, 'Write down ten'), false);
  await end();
});

test('a file keeps the first day of a plan in a subfolder', async () => {
  const book = await new Handbook('deep', { 'plans/talk.md': FILES['talk.md'] }, LEVELS).build().served();
  const { page, end } = await reader();
  await page.goto(book.at('plans/talk/full/week-1.html'));
  await open(page, 'My plan');
  await page.getByLabel('First day').fill('2027-01-04');
  const download = page.waitForEvent('download');
  await open(page, 'Save a copy');
  const file = { name: 'ticks.json', mimeType: 'application/json', buffer: await readFile(await (await download).path()) };
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  assert.equal(await page.locator('.lead .date').isVisible(), false);
  await open(page, 'My plan');
  await page.locator('input[type=file]').setInputFiles(file);
  await open(page, 'Merge');
  await says(page.locator('.lead .date'), 'January 4 – 10, 2027');
  await end();
});

test('headings with the names of our scripts harm nothing', async () => {
  const names = ['prepbookSearch', 'prepbookTasks', 'prepbookNames', 'prepbookFormer', 'prepbook', 'prepbookWords'];
  const text = names.map((name) => `<a id="${name}"></a>\n\n## ${name} {#${name}}\n\nWords.\n`).join('\n');
  const book = await new Handbook('names', { ...FILES, 'notes.md': `# Notes\n\n[talk](talk.md)\n\n${text}` }, LEVELS).build().served();
  const { page, end } = await reader();
  await page.goto(book.at('notes.html'));
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('first minute');
  await page.getByRole('dialog').getByRole('link').first().waitFor();
  await end();
});
