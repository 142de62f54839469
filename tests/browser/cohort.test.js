// The page of a cohort gives a reader its dates, and leaves other dates alone until it is asked to replace them.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { Handbook, close, reader, small } from './support.js';

after(close);

const PLAN = '# Talk\n\n## Week 1\n\n### Monday\n\n- [ ] one\n\n### Friday\n\n- [ ] two\n\n## Week 2\n\n### Monday\n\n- [ ] three\n';
const COHORTS = 'cohorts:\n  - id: autumn\n    title: Autumn 2027\n    start: 2027-09-08\n    holidays: [2027-09-13]\n';
const on = async (day) => {
  const one = await reader({ timezoneId: 'America/New_York' });
  await one.page.clock.setFixedTime(new Date(`${day}T10:00:00-05:00`));
  return one;
};

test('a reader without dates gets those of the cohort and goes on to the plan', async () => {
  const book = await new Handbook('cohort', { 'plan.md': PLAN }, `title: Group\n${COHORTS}`).build().served();
  const { page, end } = await on('2027-09-01');
  await page.goto(book.at('index.html'));
  await page.getByRole('link', { name: 'Autumn 2027' }).click();
  await page.waitForURL('**/plan/index.html');
  await page.goto(book.at('plan/everything.html'));
  await page.locator('.day .date').first().waitFor();
  assert.deepEqual(await page.locator('.day .date').allInnerTexts(), ['Mon, Sep 6', 'Fri, Sep 10', 'Tue, Sep 14']);
  await page.goto(book.at('c/autumn/index.html'));
  await page.getByText('These dates are now yours.').waitFor();
  await end();
});

test('a reader with other dates keeps them until “Use these dates”', async () => {
  const book = await small('cohort-talk', COHORTS).served();
  const { page, context, end } = await on('2027-09-01');
  await page.goto(book.at('index.html'));
  await page.evaluate((store) => {
    localStorage.setItem(`${store}start:talk`, '2027-01-04');
    localStorage.setItem(`${store}moves:talk`, '4+7');
  }, book.store);
  const kept = (kind) => page.evaluate((key) => localStorage.getItem(key), `${book.store}${kind}:talk`);
  await page.goto(book.at('c/autumn/index.html'));
  await page.getByText('Your own dates begin on Monday, January 4.').waitFor();
  assert.equal(await kept('start'), '2027-01-04');
  await page.getByRole('button', { name: 'Use these dates' }).click();
  await page.getByText('These dates are now yours.').waitFor();
  assert.deepEqual([await kept('start'), await kept('off'), await kept('moves')], ['2027-09-06', '2027-09-13', null]);
  assert.equal(await page.getByRole('button', { name: 'Use these dates' }).isVisible(), false);
  await page.getByRole('link', { name: /Slim/ }).first().click();
  await page.waitForURL('**/talk/slim/index.html');
  await end();
});

test('without a script a cohort’s page names its dates and links to the plan', async () => {
  const book = await small('cohort-talk', COHORTS).served();
  const { page, end } = await reader({ javaScriptEnabled: false });
  await page.goto(book.at('c/autumn/index.html'));
  await page.getByText('6 September 2027 – 19 September 2027').waitFor();
  await page.getByRole('link', { name: /Slim/ }).first().click();
  await page.waitForURL('**/talk/slim/index.html');
  await end();
});
