// Beginning a plan, the reader's date, and days off: what would happen is said before it does, and nothing ends in a dead end.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Handbook, close, reader, says, small, named } from './support.js';

after(close);

/** A reader for whom it is a certain day. */
const on = async (day, book, path = 'index.html', stored = {}) => {
  const one = await reader({ timezoneId: 'America/New_York' });
  await one.page.clock.setFixedTime(new Date(`${day}T10:00:00-05:00`));
  await one.context.addInitScript(([store, values]) => {
    if (localStorage.length) return;
    for (const [key, value] of Object.entries(values)) localStorage.setItem(store + key, value);
  }, [book.store, stored]);
  await one.page.goto(book.at(path));
  return one;
};
const STARTED = { 'track:talk': 'full', plan: 'talk', 'start:talk': '2027-01-04', 'moved:talk': '2027-01-04', 'seen:talk': '0' };
const press = (page, name) => page.getByRole('button', { name: named(name), exact: true }).click();
const kept = (page, book, key) => page.evaluate((key) => localStorage.getItem(key), book.store + key);
const bytes = (page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
/** A plan of some weeks with one task each. */
const weeks = (count, title) => `# ${title}\n\n${Array.from({ length: count }, (_, week) => `## Week ${week + 1}\n\n### Monday\n\n- [ ] Task ${week + 1}\n`).join('\n')}`;
const shelf = (name, ...plans) => new Handbook(name, Object.fromEntries(plans.map(([count, title]) => [`${title.toLowerCase()}.md`, weeks(count, title)])), 'title: Shelf').build().served();

test('on whatever weekday a plan begins, nothing is late, and the reader sees when it ends', async () => {
  const book = await small().served();
  for (let day = 4; day < 11; day++) {
    const date = `2027-01-${String(day).padStart(2, '0')}`;
    const { page, end } = await on(date, book);
    await page.getByLabel('Date', { exact: true }).fill(date);
    await press(page, 'Begin');
    // Monday's tasks, then Wednesday's, then those of the next week
    await page.waitForURL(`**/talk/full/${day < 5 ? 'week-1-monday' : day < 7 ? 'week-1-wednesday' : 'week-2-monday'}.html`);
    await page.locator('.notice').getByText('The plan begins on Monday, January 4 and ends on Sunday, January 17.').waitFor();
    await page.goto(book.at('talk/full/index.html'));
    await page.locator('.today > p a').waitFor();
    assert.equal(await page.getByText('Still open').count(), 0, date);
    assert.equal(await page.locator('.notice.open').count(), 0);
    await end();
  }
});

test('without a date, the next step is offered', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book);
  await press(page, 'Begin');
  await page.waitForURL('**/talk/full/week-1-monday.html');
  await page.getByText('To see what is due today, set a first day in My plan.').waitFor();
  await page.locator('.notice').getByRole('button', { name: 'My plan' }).click();
  await page.getByLabel('First day').waitFor();
  await end();
});

test('an interview is kept, and counted down on every page', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book);
  await page.getByLabel('Type of date').selectOption('interview');
  await page.getByLabel('Date', { exact: true }).fill('2027-01-22');
  await press(page, 'Begin');
  await page.waitForURL('**/talk/full/week-1-monday.html');
  assert.deepEqual([await kept(page, book, 'target:talk'), await kept(page, book, 'start:talk')], ['2027-01-22', '2027-01-11']);
  for (const [day, words] of [['05', '17 days to go'], ['21', '1 day to go'], ['22', 'Today is the day'], ['23', '']]) {
    await page.clock.setFixedTime(new Date(`2027-01-${day}T10:00:00-05:00`));
    for (const path of ['index.html', 'how-talks-fail.html', ...['index', 'week-1', 'week-2-friday', 'everything', 'week-1-sheets'].map((name) => `talk/full/${name}.html`)]) {
      await page.goto(book.at(path));
      const countdown = page.locator('[data-countdown]');
      if (words) await says(countdown, words);
      assert.equal(await countdown.isVisible(), Boolean(words), `${path} on ${day}`);
    }
  }
  await end();
});

test('an interview before the end: plans that fit are offered, the longest first', async () => {
  const book = await shelf('shelf', [12, 'Twelve'], [1, 'One'], [3, 'Three'], [6, 'Six']);
  const { page, end } = await on('2027-01-20', book);
  const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Twelve' }) });
  await card.getByLabel('Type of date').selectOption('interview');
  await card.getByLabel('Date', { exact: true }).fill('2027-02-10');
  await card.getByText('This plan takes 12 weeks, and the interview is in 21 days.').waitFor();
  await card.getByText('These plans fit:').waitFor();
  assert.deepEqual(await card.locator('.row button:visible', { hasText: /week/ }).allInnerTexts(), ['Three: 3 weeks', 'One: 1 week']);
  await card.getByRole('button', { name: 'Three: 3 weeks' }).click();
  const other = page.locator('.card', { has: page.getByRole('heading', { name: 'Three' }) });
  assert.equal(await other.getByLabel('Date', { exact: true }).inputValue(), '2027-02-10');
  assert.ok(await other.getByLabel('Date', { exact: true }).evaluate((input) => input === document.activeElement));
  await other.getByText('The plan begins on Monday, January 25 and ends on Sunday, February 14.').waitFor();
  // Or the long plan in the middle
  await card.getByRole('button', { name: 'Begin with Week 9' }).click();
  await page.waitForURL('**/twelve/week-10-monday.html');
  await page.goto(book.at('twelve/index.html'));
  await page.getByRole('link', { name: 'Next: Week 10, Monday, Monday, January 25' }).waitFor();
  assert.equal(await page.getByText('Still open').count(), 0);
  assert.deepEqual([await kept(page, book, 'start:twelve'), await kept(page, book, 'moved:twelve'), await kept(page, book, 'target:twelve')], ['2026-11-23', '2027-01-20', '2027-02-10']);
  await end();
});

test('an interview before the end of every plan: the shortest is offered', async () => {
  const book = await shelf('long-shelf', [12, 'Twelve'], [8, 'Eight'], [6, 'Six']);
  const { page, end } = await on('2027-01-20', book);
  const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Twelve' }) });
  await card.getByLabel('Type of date').selectOption('interview');
  await card.getByLabel('Date', { exact: true }).fill('2027-02-10');
  await card.getByText('No plan of this handbook fits. The shortest:').waitFor();
  assert.deepEqual(await card.locator('.row button:visible', { hasText: /weeks/ }).allInnerTexts(), ['Six: 6 weeks']);
  // Another date takes the offer back
  await card.getByLabel('Date', { exact: true }).fill('2027-06-10');
  await card.getByText('No plan of this handbook fits.').waitFor({ state: 'detached' });
  assert.equal(await card.locator('.go').innerText(), 'Begin');
  await card.getByLabel('Date', { exact: true }).fill('2027-01-10');
  await card.getByText('This day has passed.').waitFor();
  await card.locator('.go').click();
  assert.ok(page.url().endsWith('/book/index.html'));
  assert.equal(await kept(page, book, 'target:twelve'), null);
  await end();
});

test('a first day that ends past the reader’s date says so, on the cover and in My plan', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book, 'index.html', { ...STARTED, 'target:talk': '2027-01-15' });
  await page.locator('.start summary').click();
  await page.getByLabel('Date', { exact: true }).fill('2027-01-11');
  const passed = 'The plan would end on Sunday, January 24, 9 days after Friday, January 15.';
  await page.locator('.start').getByText(passed).waitFor();
  assert.equal(await page.locator('.go').innerText(), 'Begin anyway');
  await page.getByLabel('Date', { exact: true }).fill('2027-01-04');
  assert.equal(await page.locator('.go').innerText(), 'Begin');
  await page.goto(book.at('talk/full/week-1.html'));
  const before = await bytes(page);
  await press(page, 'My plan');
  await page.getByLabel('First day').fill('2027-01-11');
  await page.getByText(passed).waitFor();
  assert.equal(await bytes(page), before);
  await press(page, 'Keep the dates');
  assert.equal(await page.getByLabel('First day').inputValue(), '2027-01-04');
  await page.getByLabel('First day').fill('2027-01-11');
  await press(page, 'Change anyway');
  await page.getByText('The plan begins on Monday, January 11 and ends on Sunday, January 24.').waitFor();
  await press(page, 'Undo the change of dates');
  assert.equal(await bytes(page), before);
  await end();
});

test('My plan shows and changes the day of the interview', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book, 'talk/full/week-1.html', STARTED);
  await press(page, 'My plan');
  const field = page.getByLabel('Day of the interview');
  await field.fill('2027-01-29');
  await says(page.locator('[data-countdown]'), '24 days to go');
  await field.fill('2027-01-08');
  await page.getByText('The plan would end on Sunday, January 17, 9 days after Friday, January 8.').waitFor();
  assert.equal(await kept(page, book, 'target:talk'), '2027-01-29');
  await press(page, 'Begin on Monday, December 28, 2026 instead');
  assert.deepEqual([await kept(page, book, 'target:talk'), await kept(page, book, 'start:talk'), await kept(page, book, 'moved:talk')], ['2027-01-08', '2026-12-28', '2027-01-05']);
  await field.fill('');
  await says(page.locator('[data-countdown]'), '').catch(() => {});
  assert.equal(await kept(page, book, 'target:talk'), null);
  await end();
});

test('a date that is typed digit by digit is one change', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book, 'talk/full/week-1.html', { ...STARTED, 'target:talk': '2027-01-29' });
  const before = await bytes(page);
  await press(page, 'My plan');
  for (const [label, digits, key, value] of [['Day of the interview', '02122027', 'target:talk', '2027-02-12'], ['First day', '01112027', 'start:talk', '2027-01-11']]) {
    await page.getByLabel(label).focus();
    await page.keyboard.type(digits);
    await page.keyboard.press('Tab');
    assert.equal(await kept(page, book, key), value);
    await press(page, 'Undo the change of dates');
    assert.equal(await bytes(page), before, label);
  }
  await end();
});

test('days off: the new end is shown first, and each can be removed and undone', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book, 'talk/full/week-1.html', STARTED);
  const before = await bytes(page);
  await press(page, 'My plan');
  assert.equal(await page.getByRole('button', { name: 'Add', exact: true }).isDisabled(), true);
  await page.getByLabel('From', { exact: true }).fill('2027-01-11');
  await page.getByLabel('To', { exact: true }).fill('2027-01-17');
  await page.getByText('The plan would end on Sunday, January 24.').waitFor();
  assert.equal(await bytes(page), before);
  await press(page, 'Add');
  assert.equal(await kept(page, book, 'off:talk'), '2027-01-11 2027-01-12 2027-01-13 2027-01-14 2027-01-15 2027-01-16 2027-01-17');
  await page.getByText('The plan begins on Monday, January 4 and ends on Sunday, January 24.').waitFor();
  await press(page, 'Undo the change of dates');
  assert.equal(await bytes(page), before);
  await page.getByLabel('From', { exact: true }).fill('2027-01-06');
  await press(page, 'Add');
  await says(page.locator('.day .date').last(), 'Thu, Jan 7');
  await press(page, 'Remove January 6');
  assert.equal(await bytes(page), before);
  await says(page.locator('.day .date').last(), 'Wed, Jan 6');
  await end();
});

test('days off past the reader’s date are asked about', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05', book, 'talk/full/week-1.html', { ...STARTED, 'target:talk': '2027-01-15' });
  const before = await bytes(page);
  await press(page, 'My plan');
  await page.getByLabel('From', { exact: true }).fill('2027-01-11');
  await page.getByLabel('To', { exact: true }).fill('2027-01-17');
  await press(page, 'Add');
  await page.getByText('The plan would end on Sunday, January 24, 9 days after Friday, January 15.').waitFor();
  assert.equal(await bytes(page), before);
  await press(page, 'Change anyway');
  assert.match(await kept(page, book, 'off:talk'), /^2027-01-11 .* 2027-01-17$/);
  await end();
});

test('the author’s holidays are listed, and cannot be removed', async () => {
  const book = await small('holidays', 'start_date: 2027-01-04\ntarget_date: 2027-01-29\nholidays: [2027-01-06, 2027-01-11 to 2027-01-17]\n').served();
  const { page, end } = await on('2027-01-05', book, 'talk/full/week-1.html');
  await says(page.locator('[data-countdown]'), '24 days to go');
  await says(page.locator('.day .date').last(), 'Thu, Jan 7');
  await press(page, 'My plan');
  assert.equal(await page.getByLabel('Day of the interview').inputValue(), '2027-01-29');
  await page.getByText('Wednesday, January 6 (set by the author)').waitFor();
  await page.getByText('Monday, January 11 – Sunday, January 17 (set by the author)').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Remove January/ }).count(), 0);
  await page.getByLabel('From', { exact: true }).fill('2027-01-18');
  await page.getByLabel('To', { exact: true }).fill('2027-01-24');
  await page.getByText('The plan would end on Sunday, January 31.').waitFor();
  await press(page, 'Add');
  assert.equal(await page.getByRole('button', { name: 'Remove January 18 – 24' }).count(), 1);
  await end();
});

test('dates that are written in a plan are not moved', async () => {
  const book = small('written');
  for (const path of ['index.html', 'talk/full/index.html']) {
    const file = join(book.output, path);
    writeFileSync(file, readFileSync(file, 'utf8').replace('data-plan="talk"', 'data-plan="talk" data-fixed data-start="2027-01-04"'));
  }
  await book.served();
  const { page, end } = await on('2027-01-12', book, 'index.html', { 'track:talk': 'full', plan: 'talk', 'seen:talk': '0' });
  await page.getByRole('button', { name: 'Catch up' }).click();
  await page.locator('dialog').waitFor();
  assert.deepEqual((await page.locator('.way strong').allInnerTexts()), ['Keep the end', 'Smaller track from here on', 'Skip these days']);
  await page.keyboard.press('Escape');
  await page.locator('.start summary').click();
  await page.locator('.start input[name=track]').first().focus();
  await page.locator('[name=day]').waitFor({ state: 'hidden' });
  await page.goto(book.at('talk/full/index.html'));
  await press(page, 'My plan');
  await page.getByText('The plan begins on Monday, January 4 and ends on Sunday, January 17.').waitFor();
  assert.equal(await page.getByLabel('First day').count() + await page.getByLabel('From', { exact: true }).count(), 0);
  await page.getByLabel('Day of the interview').fill('2027-01-29');
  await says(page.locator('[data-countdown]'), '17 days to go');
  await end();
});
