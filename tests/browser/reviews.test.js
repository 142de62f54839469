// Reviews: tasks that return some days after they were ticked, on the cover and on the page of the plan.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { close, Handbook, reader, says } from './support.js';

after(close);

const CARDS = Array.from({ length: 9 }, (_, number) => `- [ ] Card ${number + 1}\n`).join('');
const TEXT = `# Plan\n\n## Week 1: Start\n\n### Monday: Read\n\n- [ ] Learn **by heart** <b>&amp;</b> {review}\n- [ ] Rest\n\n### Tuesday: Cards {review}\n\n${CARDS}
### Wednesday\n\n- [ ] Walk\n\n## Cheat sheet\n\n!!! review\n    - [ ] Of all weeks\n`;
const made = () => new Handbook('reviews', { 'plan.md': TEXT }, 'title: Reviews').build().served();
/** A reader on the first of January, and a way to later days. */
const begun = async (book, options) => {
  const one = await reader({ timezoneId: 'America/New_York', ...options });
  const on = (day) => one.page.clock.setFixedTime(new Date(`2027-01-${String(day).padStart(2, '0')}T10:00:00-05:00`));
  const cover = async (day) => {
    await on(day);
    // What is due is known once the tasks, their names and the script for reviews are there
    await one.page.goto(book.at('index.html'), { waitUntil: 'networkidle' });
  };
  return { ...one, on, cover };
};
const box = (page, words) => page.locator('[data-task]', { hasText: words }).first().locator('input').first();
const tick = async (page, book, ...tasks) => {
  await page.goto(book.at('plan/week-1.html'));
  for (const words of tasks) await box(page, words).check();
};
const list = (page) => page.locator('.reviews');
const entries = (page) => list(page).locator('.task span').allInnerTexts();
const review = (page, words) => list(page).getByRole('checkbox', { name: words, exact: true });
const kept = (page, book) => page.evaluate((store) => Object.fromEntries(Object.entries(localStorage)
  .filter(([key]) => key.startsWith(`${store}review:`)).map(([key, value]) => [key.slice(store.length), value])), book.store);

test('a task returns on its days, and a review is undone by its name', async () => {
  const book = await made();
  const { page, cover, on, end } = await begun(book);
  await on(1);
  await tick(page, book, 'Learn by heart', 'Rest');
  await cover(1);
  assert.equal(await list(page).count(), 0);
  await cover(2);
  await says(list(page).locator('summary'), 'Review: 1 task');
  assert.deepEqual(await entries(page), ['Learn by heart &']);
  assert.equal(await list(page).getByRole('link').getAttribute('href').then((href) => href.endsWith('/plan/week-1-monday.html')), true);
  await says(list(page).getByRole('link'), 'Week 1, Monday');
  await review(page, 'Learn by heart &').check();
  await page.getByText('Reviewed. It returns on Monday, January 4.').waitFor();
  await says(list(page).locator('summary'), 'Review: done for today');
  assert.deepEqual(Object.values(await kept(page, book)), ['2027-01-02']);
  await page.getByRole('button', { name: 'Undo the last review' }).click();
  await page.getByText('Undone.').waitFor();
  await says(list(page).locator('summary'), 'Review: 1 task');
  assert.deepEqual(await kept(page, book), {});
  assert.equal(await review(page, 'Learn by heart &').evaluate((input) => input === document.activeElement && !input.checked), true);
  await review(page, 'Learn by heart &').check();
  // The task itself stays done, and the review can be taken back by its box too
  await cover(2);
  await says(list(page).locator('summary'), 'Review: done for today');
  await review(page, 'Learn by heart &').uncheck();
  await says(list(page).locator('summary'), 'Review: 1 task');
  await review(page, 'Learn by heart &').check();
  await cover(3);
  assert.equal(await list(page).count(), 0);
  await cover(4);
  await review(page, 'Learn by heart &').waitFor();
  // An unticked task does not return; ticked again, it begins anew
  await tick(page, book);
  await box(page, 'Learn by heart').uncheck();
  await cover(8);
  assert.equal(await list(page).count(), 0);
  await tick(page, book, 'Learn by heart');
  await cover(8);
  assert.equal(await list(page).count(), 0);
  await cover(9);
  await says(list(page).locator('summary'), 'Review: 1 task');
  await end();
});

test('two weeks are missed: at most five return a day, each once, and the others wait', async () => {
  const book = await made();
  const { page, cover, on, end } = await begun(book);
  await on(2);
  await tick(page, book, 'Card 9', 'Card 1', 'Card 3', 'Card 2', 'Card 8');
  await box(page, 'Card 9').uncheck();
  await on(1);
  await tick(page, book, 'Card 7', 'Card 6', 'Card 5', 'Card 4');
  await cover(17);
  await says(list(page).locator('summary'), 'Review: 5 tasks');
  await says(list(page).locator('.hint'), '3 more wait for another day.');
  assert.deepEqual(await entries(page), ['Card 4', 'Card 5', 'Card 6', 'Card 7', 'Card 1']);
  for (const words of ['Card 6', 'Card 1', 'Card 5']) await review(page, words).check();
  // Those that are done keep their places, and no other one takes them
  await says(list(page).locator('summary'), 'Review: 2 tasks');
  assert.deepEqual(await entries(page), ['Card 4', 'Card 5', 'Card 6', 'Card 7', 'Card 1']);
  for (const words of ['Card 4', 'Card 7']) await review(page, words).check();
  await says(list(page).locator('summary'), 'Review: done for today');
  await cover(17);
  assert.equal((await entries(page)).length, 5);
  await cover(18);
  await says(list(page).locator('summary'), 'Review: 3 tasks');
  assert.deepEqual(await entries(page), ['Card 2', 'Card 3', 'Card 8']);
  assert.equal(await list(page).locator('.hint').isVisible(), false);
  await end();
});

test('the page of the plan has the reviews folded, and tabs agree', async () => {
  const book = await made();
  const { page, context, cover, on, end } = await begun(book);
  await on(1);
  await tick(page, book, 'Learn by heart');
  await page.goto(book.at('plan/cheat-sheet.html'));
  await box(page, 'Of all weeks').check();
  await cover(31);
  const other = await context.newPage();
  await other.clock.setFixedTime(new Date('2027-01-31T10:00:00-05:00'));
  await other.goto(book.at('plan/index.html'));
  await says(list(other).locator('summary'), 'Review: 2 tasks');
  assert.equal(await review(other, 'Of all weeks').isVisible(), false);
  await list(other).locator('summary').click();
  // A task outside of weeks has no day to lead to
  assert.equal(await list(other).getByRole('link').count(), 1);
  await review(other, 'Of all weeks').check();
  await other.getByText('Reviewed for the last time.').waitFor();
  await says(list(page).locator('summary'), 'Review: 1 task');
  assert.equal(await review(page, 'Of all weeks').isChecked(), true);
  await end();
});

test('reviews go from device to device by link and by copy', async () => {
  const book = await made();
  const [phone, laptop] = [await begun(book), await begun(book)];
  for (const { on } of [phone, laptop]) await on(1);
  await tick(phone.page, book, 'Card 1', 'Card 2', 'Card 3');
  await phone.cover(5);
  await review(phone.page, 'Card 1').check();
  await phone.page.getByRole('button', { name: 'My plan' }).click();
  await phone.page.getByRole('button', { name: 'Move to another device' }).click();
  const link = await phone.page.locator('textarea.link').inputValue();
  await laptop.on(5);
  await laptop.page.goto(link);
  await laptop.page.getByText('3 tasks are marked as done').waitFor();
  await laptop.page.getByText('1 review is added').waitFor();
  await laptop.page.getByRole('button', { name: 'Merge', exact: true }).click();
  await laptop.page.getByText('Merged with the data on this device.').waitFor();
  assert.deepEqual(await kept(laptop.page, book), await kept(phone.page, book));
  await laptop.cover(6);
  assert.deepEqual(await entries(laptop.page), ['Card 2', 'Card 3']);
  await review(laptop.page, 'Card 2').check();
  await laptop.page.getByRole('button', { name: 'My plan' }).click();
  const download = laptop.page.waitForEvent('download');
  await laptop.page.getByRole('button', { name: 'Save a copy' }).click();
  const file = await (await download).path();
  await phone.cover(6);
  await phone.page.getByRole('button', { name: 'My plan' }).click();
  await phone.page.locator('input[type=file]').setInputFiles(file);
  await phone.page.getByText('1 review is added').waitFor();
  await phone.page.getByRole('button', { name: 'Merge', exact: true }).click();
  await says(list(phone.page).locator('summary'), 'Review: 1 task');
  assert.equal(await review(phone.page, 'Card 2').isChecked(), true);
  for (const { end } of [phone, laptop]) await end();
});
