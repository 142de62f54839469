// Dates: set on the cover or in My plan, shown on every week and day, marked as today.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { Handbook, close, reader, says, small, ticked } from './support.js';

after(close);

/** A reader for whom it is a certain day. */
const on = async (day, options) => {
  const one = await reader({ timezoneId: 'America/New_York', ...options });
  await one.page.clock.setFixedTime(new Date(`${day}T10:00:00-05:00`));
  return one;
};
const box = (page, words) => page.locator('.task', { hasText: words }).first().locator('input').first();

test('the cover begins a plan in two choices and a date', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05');
  await page.goto(book.at('index.html'));
  await page.getByRole('radio', { name: /Slim/ }).check();
  await page.getByRole('radio', { name: 'L2' }).check();
  await page.getByLabel('Date', { exact: true }).fill('2027-01-06');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.waitForURL('**/talk/slim/week-1-wednesday.html');
  await page.goto(book.at('talk/slim/index.html'));
  assert.equal(await page.getByLabel('Level').inputValue(), 'l2');
  await says(page.locator('.week-row .date').first(), 'January 4 – 10');
  await page.goto(book.at('index.html'));
  assert.equal(await page.locator('.editions a:visible').innerText().then((text) => text.split('\n')[0].trim().startsWith('Slim')), true);
  await end();
});

test('the day of the interview sets the dates from the end', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-05');
  await page.goto(book.at('index.html'));
  await page.getByLabel('Type of date').selectOption('interview');
  await page.getByLabel('Date', { exact: true }).fill('2027-01-14');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.waitForURL('**/full/week-1-wednesday.html');
  await page.goto(book.at('talk/full/index.html'));
  await says(page.locator('.week-row .date').last(), 'January 11 – 17');
  await end();
});

test('a plan begins on its own weekday, and numbered days on any', async () => {
  const sunday = '# Sundays\n\n## Week 1\n\n### Sunday\n\n- [ ] one\n\n### Monday\n\n- [ ] two\n\n## Spring Break\n\nRest.\n\n## Week 2\n\n### Sunday\n\n- [ ] three\n';
  const numbered = '# Thirty\n\n## Day 1\n\n- [ ] one\n\n## Day 2-7\n\n- [ ] two\n\n## Day 8\n\n- [ ] three\n';
  const table = [
    [sunday, 'start', '2027-01-06', ['Sun, Jan 3', 'Mon, Jan 4', 'Sun, Jan 17']],
    [sunday, 'interview', '2027-01-20', ['Sun, Jan 3', 'Mon, Jan 4', 'Sun, Jan 17']],
    [numbered, 'start', '2027-01-07', ['Thu, Jan 7', 'January 8 – 13', 'Thu, Jan 14']],
    [numbered, 'interview', '2027-01-21', ['Thu, Jan 7', 'January 8 – 13', 'Thu, Jan 14']],
  ];
  for (const [plan, kind, day, expected] of table) {
    const book = await new Handbook('own-days', { 'plan.md': plan }, 'title: Two').build().served();
    const { page, end } = await on('2027-01-05');
    await page.goto(book.at('index.html'));
    await page.getByLabel('Type of date').selectOption(kind);
    await page.getByLabel('Date', { exact: true }).fill(day);
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.waitForURL('**/plan/*-*.html');
    await page.goto(book.at('plan/everything.html'));
    await page.locator('.day .date').first().waitFor();
    assert.deepEqual(await page.locator('.day .date').allInnerTexts(), expected, `${kind} ${day}`);
    await page.getByRole('button', { name: 'My plan' }).click();
    await page.getByLabel('First day').waitFor();
    assert.equal(await page.getByText('First day of each week: Sunday.').count(), plan === sunday ? 1 : 0);
    assert.equal(await page.getByText('First day of each week').count(), plan === sunday ? 1 : 0);
    await end();
  }
});

test('who begins in the middle of a week sees when it ends, and nothing is late', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-06');
  await page.goto(book.at('index.html'));
  await page.getByRole('radio', { name: /Full/ }).check();
  const day = page.getByLabel('Date', { exact: true });
  await day.fill('2027-01-06');
  await page.getByText('The plan begins on Monday, January 4 and ends on Sunday, January 17.').waitFor();
  await page.getByRole('button', { name: 'Begin on Monday, January 11 instead' }).click();
  assert.equal(await day.inputValue(), '2027-01-11');
  await page.getByText('The plan begins on Monday, January 11 and ends on Sunday, January 24.').waitFor();
  assert.equal(await page.getByRole('button', { name: /instead/ }).isVisible(), false);
  await day.fill('2027-01-06');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.waitForURL('**/talk/full/week-1-wednesday.html');
  await page.goto(book.at('talk/full/index.html'));
  await page.getByText('Today: Week 1, Wednesday').waitFor();
  assert.equal(await page.getByText('Still open').count(), 0);
  // The day after, what was left today is late
  await page.clock.setFixedTime(new Date('2027-01-07T10:00:00-05:00'));
  await page.reload();
  await page.getByText('Still open from earlier days').waitFor();
  await end();
});

test('where nothing is stored, a reader hears of it before the page is left', async () => {
  const book = await small().served();
  const { page, context, end } = await on('2027-01-05');
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('refused', 'QuotaExceededError');
    };
  });
  for (const again of [false, true]) {
    await page.goto(book.at('index.html'));
    await page.getByRole('radio', { name: /Slim/ }).check();
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.getByText('This browser does not store data here.').waitFor();
    assert.ok(page.url().endsWith('/index.html') && !page.url().includes('slim'), `${again}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/talk/slim/week-1-monday.html');
  }
  await end();
});

test('each day shows its date, and the one that is today is marked', async () => {
  const book = await small().served();
  const { page, end } = await on('2027-01-06');
  await page.goto(book.at('talk/full/week-1.html'));
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.getByLabel('First day').fill('2027-01-04');
  await page.getByText('The plan begins on Monday, January 4 and ends on Sunday, January 17.').waitFor();
  await page.getByRole('button', { name: 'Close' }).first().click();
  assert.deepEqual(await page.locator('.day .date').allInnerTexts(), ['Mon, Jan 4', 'Wed, Jan 6']);
  await says(page.locator('.day .date[aria-current=date]'), 'Wed, Jan 6');
  await page.goto(book.at('talk/full/week-2-friday.html'));
  await says(page.locator('.sheet .date'), 'Fri, Jan 15');
  await end();
});

test('the cover shows today with its tasks, which can be ticked there', async () => {
  const book = await small().served();
  const { page, context, end } = await on('2027-01-06');
  await context.addInitScript((store) => {
    localStorage.setItem(`${store}track:talk`, 'full');
    localStorage.setItem(`${store}start:talk`, '2027-01-04');
    localStorage.setItem(`${store}moved:talk`, '2027-01-06');
  }, book.store);
  await page.goto(book.at('index.html'));
  await page.getByRole('link', { name: 'Today: Week 1, Wednesday' }).waitFor();
  await box(page, 'Put the parts on cards').check();
  await page.locator('[data-progress=plan]').getByText('2 of 11 done').waitFor();
  await page.getByRole('link', { name: 'Today: Week 1, Wednesday' }).click();
  await page.waitForURL('**/full/week-1-wednesday.html');
  await ticked(box(page, 'Put the parts on cards'));
  await end();
});

test('before and after the plan', async () => {
  const book = await small().served();
  for (const [day, text] of [['2027-01-01', 'The plan begins on Monday, January 4.'], ['2027-02-01', 'The plan ended on Sunday, January 17.']]) {
    const { page, context, end } = await on(day);
    await context.addInitScript((store) => {
      localStorage.setItem(`${store}track:talk`, 'full');
      localStorage.setItem(`${store}start:talk`, '2027-01-04');
    }, book.store);
    await page.goto(book.at('index.html'));
    await page.getByText(text).waitFor();
    await end();
  }
});

test('dates of the author are in the page without a script, and the reader may set others', async () => {
  const book = await small('cohort', 'start_date: 2027-01-04\n').served();
  const quiet = await reader({ javaScriptEnabled: false });
  await quiet.page.goto(book.at('talk/full/week-2.html'));
  assert.equal(await quiet.page.locator('.lead time').getAttribute('datetime'), '2027-01-11');
  assert.equal(await quiet.page.locator('.lead time').isVisible(), true);
  await quiet.page.goto(book.at('talk/full/week-2-friday.html'));
  assert.equal(await quiet.page.locator('.sheet time').getAttribute('datetime'), '2027-01-15');
  await quiet.end();
  const { page, end } = await on('2027-01-06');
  await page.goto(book.at('talk/full/week-1.html'));
  await says(page.locator('.day .date[aria-current=date]'), 'Wed, Jan 6');
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.getByLabel('First day').fill('2027-03-01');
  await page.keyboard.press('Escape');
  await says(page.locator('.lead .date'), 'March 1 – 7');
  await end();
});
