// Search: from a folder on the disk, by keyboard, in the reader's own track, loaded when first used.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { close, Handbook, handbook, reader, small } from './support.js';

after(close);

test('searches from the disk as one types, by keyboard alone', async () => {
  const book = small();
  const { page, context, end } = await reader();
  const asked = [];
  context.on('request', (request) => asked.push(request.url().split('/').pop()));
  await page.goto(book.at('talk/slim/week-1.html'));
  assert.equal(asked.some((file) => file.startsWith('search')), false);
  await page.keyboard.press('/');
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.type('zepp');
  const first = page.locator('.results a').first();
  await first.waitFor();
  assert.equal(await page.getByRole('status').filter({ hasText: '1 result' }).count(), 1);
  assert.equal(await first.locator('mark').innerText(), 'zeppelin');
  await page.keyboard.press('ArrowDown');
  assert.equal(await first.evaluate((link) => link === document.activeElement), true);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/how-talks-fail.html');
  await end();
});

test('results are grouped by week and chapter', async () => {
  const book = small();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/index.html'));
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('talk');
  await page.locator('.results h3').nth(1).waitFor();
  const groups = await page.locator('.results h3').allInnerTexts();
  assert.ok(groups.includes('How Talks Fail') && groups.some((group) => group.startsWith('Week 2')), groups.join());
  assert.equal(new Set(groups).size, groups.length);
  await page.getByRole('searchbox').fill('nothing like this');
  await page.getByText('No results.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'search');
  await end();
});

test('a slip of one letter finds what was meant', async () => {
  const book = small();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/index.html'));
  await page.keyboard.press('/');
  // Two letters changed places, one is wrong, one is missing, one too many; in front of the end of a word too
  for (const typed of ['zepeplin', 'zapp', 'zeppeln', 'zepppelin']) {
    await page.getByRole('searchbox').fill(typed);
    await page.getByText(/^No exact match\. \d+ results? for “zeppelin”$/).waitFor();
    assert.equal(await page.locator('.results mark').first().innerText(), 'zeppelin', typed);
  }
  // What is right is not replaced, and two slips are too many
  await page.getByRole('searchbox').fill('zeppelin');
  await page.getByText(/^1 result$/).waitFor();
  await page.getByRole('searchbox').fill('zqqpelin');
  await page.getByText('No results.').waitFor();
  await end();
});

test('weeks and days are found by the beginnings of their names', async () => {
  const book = small();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/index.html'));
  await page.keyboard.press('/');
  for (const [typed, file] of [['w1 wed', 'week-1-wednesday.html'], ['week 2', 'week-2.html'], ['w2', 'week-2.html'], ['2 fri', 'week-2-friday.html']]) {
    await page.getByRole('searchbox').fill(typed);
    await page.locator('.results a').first().waitFor();
    const address = await page.locator('.results a').first().getAttribute('href');
    assert.ok(address.endsWith(`/full/${file}`), `${typed}: ${address}`);
  }
  await end();
});

test('before anything is typed, search offers today and its week', async () => {
  const book = await small().served();
  const { page, context, end } = await reader({ timezoneId: 'America/New_York' });
  await page.clock.setFixedTime(new Date('2027-01-06T10:00:00-05:00'));
  await page.goto(book.at('talk/full/week-2.html'));
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').waitFor();
  assert.equal(await page.locator('.results a').count(), 0);
  await context.addInitScript((store) => localStorage.setItem(`${store}start:talk`, '2027-01-04'), book.store);
  await page.reload();
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'This week: Week 1' }).waitFor();
  await page.getByRole('link', { name: 'Today: Week 1, Wednesday' }).click();
  await page.waitForURL('**/week-1-wednesday.html');
  await end();
});

test('only the own track is searched', async () => {
  const book = handbook();
  const { page, end } = await reader();
  await page.goto(book.at('12-week-plan/part-time/index.html'));
  await page.goto(book.at('coding/patterns.html'));
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('graph');
  await page.locator('.results a').first().waitFor();
  const addresses = await page.locator('.results a').evaluateAll((links) => links.map((link) => link.href));
  assert.ok(addresses.some((address) => address.includes('/part-time/')));
  assert.deepEqual(addresses.filter((address) => /standard|minimum-viable|6-week-plan/.test(address)), []);
  await end();
});

test('who has opened no plan yet searches plans too', async () => {
  const book = small();
  const { page, end } = await reader();
  await page.goto(book.at('how-talks-fail.html'));
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('cards');
  await page.locator('.results a').first().waitFor();
  await end();
});

test('the key / can be given back, and types where one writes', async () => {
  const book = small();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1.html'));
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.locator('.more summary').click();
  await page.getByLabel('Press / to search').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await end();
});

test('links from chapters lead into the own track', async () => {
  const book = handbook();
  const { page, end } = await reader();
  await page.goto(book.at('12-week-plan/part-time/index.html'));
  await page.goto(book.at('index.html'));
  await page.waitForFunction(() => [...document.querySelectorAll('main a[href*="12-week-plan/"]:not([data-editions] *)')].every((link) => link.href.includes('/part-time/')));
  await end();
});

test('results are counted in the forms of the language', async () => {
  const words = ['маяк', 'маяк парус', 'маяк парус ветер', 'маяк парус ветер', 'маяк парус'].map((text) => `- [ ] ${text}`);
  const days = words.map((task, index) => `### День ${index + 1}\n\n${task}\n`).join('\n');
  const book = new Handbook('russian', { 'plan.md': `# План\n\n## Неделя 1\n\n${days}` }, 'title: П\nlanguage: ru').build();
  const { page, end } = await reader();
  await page.goto(book.at('plan/week-1.html'));
  await page.keyboard.press('/');
  await page.getByRole('searchbox').waitFor();
  for (const [wanted, said] of [['ветер', '2 результата'], ['парус', '4 результата'], ['маяк', '5 результатов']]) {
    await page.getByRole('searchbox').fill(wanted);
    await page.getByRole('status').filter({ hasText: said }).waitFor({ timeout: 5000 });
  }
  await end();
});
