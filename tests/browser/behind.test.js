// Falling behind: each way to go on is shown before it is taken, and taking it back restores what the browser stored.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { Handbook, close, reader, says, small, ticked, named } from './support.js';

after(close);

/** A reader of a plan on a day of its second week, with nothing ticked. */
const late = async (book, { day = '2027-01-12', path = 'talk/full/index.html', stored = {}, ...options } = {}) => {
  const one = await reader({ timezoneId: 'America/New_York', ...options });
  await one.page.clock.setFixedTime(new Date(`${day}T10:00:00-05:00`));
  await one.context.addInitScript(([store, values]) => {
    if (localStorage.length) return;
    for (const [key, value] of Object.entries(values)) localStorage.setItem(store + key, value);
  }, [book.store, { 'track:talk': 'full', plan: 'talk', 'start:talk': '2027-01-04', 'seen:talk': '0', ...stored }]);
  await one.page.goto(book.at(path));
  return one;
};
const press = (page, name) => page.getByRole('button', { name: named(name), exact: true }).click();
/** What the browser stores, as text. */
const bytes = (page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
const kept = (page, book, key) => page.evaluate((key) => localStorage.getItem(key), book.store + key);
const unfold = async (page, name) => {
  await press(page, 'Catch up');
  const way = page.locator('dialog .way', { hasText: name });
  await way.locator('summary').click();
  return way;
};
const count = (page) => page.getByText('Still open from earlier days').count();
const isCurrent = async (page) => {
  await page.getByText('Still open from earlier days').waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('button', { name: 'Catch up' }).count(), 0);
};
/** Presses the button that takes a change back: the store and the card are as before. */
const undo = async (page, name, before) => {
  await press(page, name);
  await page.getByText('Still open from earlier days: 8 tasks.').waitFor();
  assert.equal(await bytes(page), before);
};

test('the open days are links with their hours, and the keyboard gets there', async () => {
  const book = await small().served();
  const { page, end } = await late(book);
  await page.getByText('Still open from earlier days: 8 tasks. That happens.').waitFor();
  await page.getByRole('button', { name: 'Catch up' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '8 tasks · 6\u00a0h · 3 days');
  assert.deepEqual(await page.locator('.open-days li').allInnerTexts(), [
    'Week 1, Monday (January 4): 4 tasks · 2\u00a0h', 'Week 1, Wednesday (January 6): 2 tasks · 2\u00a0h', 'Week 2, Monday (January 11): 2 tasks · 2\u00a0h',
  ]);
  assert.deepEqual((await page.locator('.way summary').allInnerTexts()).map((text) => text.trim()), [
    'Later ends on January 31', 'Keep the end 2 of 8 fit', 'Smaller track from here on Slim', 'Skip these days January 4 – 11',
  ]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/talk/full/week-1-monday.html');
  await end();
});

test('later: the first open day moves to today or later, by weeks', async () => {
  const book = await small().served();
  const { page, end } = await late(book, { stored: { 'task:x': '0 2027-01-04', 'moves:talk': '900+7' } });
  const before = await bytes(page);
  const way = await unfold(page, 'Later');
  await way.getByText('Week 1, Monday and everything after it moves by 14 days, to Monday, January 18.').waitFor();
  await way.getByText('The plan ends on Sunday, January 31 instead of Sunday, January 17.').waitFor();
  await press(page, 'Move the plan');
  await page.getByText('The plan now ends on Sunday, January 31.').waitFor();
  await isCurrent(page);
  assert.equal(await kept(page, book, 'moves:talk'), '900+7 0+14');
  await page.getByText('The plan begins on Monday, January 18.').waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-today]')));
  await undo(page, 'Undo moving the plan', before);
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-today]')));
  await end();
});

test('later: what is done keeps its dates, and numbered days move by the least number', async () => {
  const text = Array.from({ length: 9 }, (_, day) => `## Day ${day + 1}\n\n- [ ] Task ${day + 1}\n`).join('\n');
  const book = await new Handbook('numbered', { 'nine.md': `# Nine Days\n\n${text}` }, 'title: Nine').build().served();
  const { page, end } = await late(book, { day: '2027-01-09', path: 'nine/index.html', stored: { 'track:nine': '', plan: 'nine', 'start:nine': '2027-01-04' } });
  await page.goto(book.at('nine/everything.html'));
  for (const number of [1, 2]) await page.getByLabel(`Task ${number} `).first().check();
  await page.goto(book.at('nine/index.html'));
  await page.getByText('Still open from earlier days: 3 tasks.').waitFor();
  const way = await unfold(page, 'Later');
  await way.getByText('Day 3 and everything after it moves by 3 days, to Saturday, January 9.').waitFor();
  await press(page, 'Move the plan');
  await page.getByRole('link', { name: 'Today: Day 1 – Day 7, Day 3' }).waitFor();
  assert.equal(await kept(page, book, 'moves:nine'), '2+3');
  await page.goto(book.at('nine/everything.html'));
  await says(page.locator('.day .date').nth(1), 'Tue, Jan 5');
  await says(page.locator('.day .date').nth(2), 'Sat, Jan 9');
  await end();
});

test('later: past the reader’s date it says so, and asks', async () => {
  const book = await small().served();
  const { page, end } = await late(book, { stored: { 'target:talk': '2027-01-22' } });
  const way = await unfold(page, 'Later');
  await way.getByText('The plan would end on Sunday, January 31, 9 days after Friday, January 22.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Move the plan', exact: true }).count(), 0);
  await press(page, 'Move the plan anyway');
  assert.equal(await kept(page, book, 'moves:talk'), '0+14');
  await end();
});

test('keep the end: tasks go to the coming days within the hours, and the rest is optional', async () => {
  const book = await small().served();
  const { page, end } = await late(book);
  const before = await bytes(page);
  const way = await unfold(page, 'Keep the end');
  await way.getByText('Week 2, Friday (January 15): 2 tasks · 1\u00a0h').waitFor();
  await way.getByText('Only if time allows: 6 tasks · 5\u00a0h').waitFor();
  await way.getByText('Put the parts on cards').waitFor();
  await press(page, 'Spread the tasks');
  await page.getByText('Added to the coming days: 2 tasks.').waitFor();
  await isCurrent(page);
  await undo(page, 'Undo spreading the tasks', before);
  await unfold(page, 'Keep the end');
  await press(page, 'Spread the tasks');
  await isCurrent(page);

  // On its new day and its old one, and each tick is the same
  await page.goto(book.at('talk/full/week-2-friday.html'));
  const moved = page.locator('.again .task', { hasText: 'Write down ten things' });
  await moved.getByText('Moved here from Week 1, Monday').waitFor();
  await moved.locator('input').check();
  await page.goto(book.at('talk/full/week-1.html'));
  const [task, optional] = ['Write down ten things', 'Put the parts on cards'].map((text) => page.locator('.task', { hasText: text }));
  await task.getByText('Moved to Week 2, Friday').waitFor();
  await ticked(task.locator('input'));
  await optional.getByText('If time allows').waitFor();
  // Each counts once, on its own day
  await says(page.locator('.lead [data-progress=week] span'), '1 of 6 done');
  await page.goto(book.at('talk/full/week-2.html'));
  await page.locator('.again').waitFor();
  await page.locator('.task', { hasText: 'Breathe' }).locator('input').check();
  await says(page.locator('.lead [data-progress=week] span'), '2 of 4 done');

  // On its new day it is one of today's tasks, and late the day after
  await page.clock.setFixedTime(new Date('2027-01-15T10:00:00-05:00'));
  await page.goto(book.at('index.html'));
  const card = page.locator('.today');
  await card.getByText('Moved here from Week 1, Monday').first().waitFor();
  assert.equal(await card.locator('.task').count(), 4);
  assert.equal(await count(page), 0);
  await page.clock.setFixedTime(new Date('2027-01-16T10:00:00-05:00'));
  await page.reload();
  await page.getByText('Still open from earlier days: 1 task.').waitFor();
  await end();
});

test('keep the end: nothing goes past the reader’s date', async () => {
  const book = await small().served();
  const { page, end } = await late(book, { stored: { 'target:talk': '2027-01-13' } });
  const way = await unfold(page, 'Keep the end');
  await way.getByText('Only if time allows: 8 tasks').waitFor();
  await press(page, 'Spread the tasks');
  await isCurrent(page);
  assert.doesNotMatch(await kept(page, book, 'again:talk'), /@\d/);
  await end();
});

test('a smaller track: what is not in it is listed, and today’s page is next', async () => {
  const book = await small().served();
  const { page, end } = await late(book, { day: '2027-01-15' });
  const before = await bytes(page);
  const way = await unfold(page, 'Smaller track from here on');
  await way.getByText('Slim: 2\u00a0h per week').waitFor();
  await way.getByText('Open tasks that are not in it: 4 tasks · 3\u00a0h').waitFor();
  await way.getByText('Tell the three to a friend').waitFor();
  await press(page, 'Change to Slim');
  await page.getByText('From today on, you follow the track Slim.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Open today’s page');
  assert.deepEqual([await kept(page, book, 'track:talk'), await kept(page, book, 'moved:talk')], ['slim', '2027-01-15']);
  await undo(page, 'Undo changing the track', before);
  for (const leave of [() => press(page, 'Open today’s page'), () => page.keyboard.press('Escape')]) {
    await unfold(page, 'Smaller track from here on');
    await press(page, 'Change to Slim');
    await page.getByText('From today on').waitFor();
    await leave();
    await page.waitForURL('**/talk/slim/week-2-friday.html');
    await page.goto(book.at('index.html'));
    await page.getByRole('link', { name: 'Today: Week 2, Friday' }).waitFor();
    assert.equal(await count(page), 0);
    await page.evaluate((before) => {
      localStorage.clear();
      for (const [key, value] of JSON.parse(before)) localStorage.setItem(key, value);
    }, before);
    await page.goto(book.at('talk/full/index.html'));
  }
  await end();
});

test('days that are skipped count apart, and a task of them can still be done', async () => {
  const book = await small().served();
  const { page, end } = await late(book);
  const before = await bytes(page);
  const way = await unfold(page, 'Skip these days');
  await way.getByText('8 tasks · 6\u00a0h: they are marked as skipped and no longer count. All dates stay.').waitFor();
  await press(page, 'Skip them');
  await page.getByText('Skipped: 8 tasks.').waitFor();
  await isCurrent(page);
  await page.locator('[data-progress=plan]').getByText('1 of 3 done, 8 skipped').waitFor();
  await undo(page, 'Undo skipping', before);
  await unfold(page, 'Skip these days');
  await press(page, 'Skip them');
  await page.goto(book.at('talk/full/week-1-wednesday.html'));
  const task = page.locator('.task', { hasText: 'Put the parts on cards' });
  await task.getByText('Skipped', { exact: true }).waitFor();
  await page.locator('.done').getByText('2 skipped').waitFor();
  await task.locator('input').check();
  await page.locator('.done').getByText('1 of 1 done, 1 skipped').waitFor();
  assert.equal(await task.getByText('Skipped', { exact: true }).count(), 0);
  assert.match(await kept(page, book, `task:${await task.getAttribute('data-task')}`), /^1 2027-01-12/);
  await end();
});

test('My plan offers to catch up on every page of the plan', async () => {
  const book = await small().served();
  const { page, end } = await late(book, { path: 'talk/full/week-2-friday.html' });
  const before = await bytes(page);
  await press(page, 'My plan');
  await page.getByText('Still open from earlier days: 8 tasks.').waitFor();
  await unfold(page, 'Skip these days');
  await press(page, 'Skip them');
  await page.locator('dialog').first().waitFor({ state: 'detached' });
  await press(page, 'Undo skipping');
  await page.getByText('Undone.').waitFor();
  assert.equal(await bytes(page), before);
  await end();
});

test('a task that was planned again for a day that the plan does not have any more stays on its own', async () => {
  const book = await small().served();
  const first = await late(book);
  const id = await first.page.evaluate(() => self.prepbookTasks[0].weeks[0].days[0].core[0]);
  await first.end();
  // The eleventh is there, as the Monday of the second week; a hundredth day is not
  for (const [day, open] of [['7', 8], ['100', 8], ['9', 8], ['-', 7]]) {
    const { page, end } = await late(book, { stored: { 'again:talk': `${id}@${day}` } });
    await page.getByText(`Still open from earlier days: ${open} tasks.`).waitFor();
    await end();
  }
});
