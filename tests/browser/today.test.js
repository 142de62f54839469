// The reader's day: where it is on every page, what is seen first on a phone, what comes after it.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { close, Handbook, handbook, KINDS, named, reader, sample, says, serve, small } from './support.js';

after(close);

const PHONE = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' };
/** A reader for whom it is a certain day, with what the browser has kept of a plan. */
const on = async (book, day, stored = {}, options = {}) => {
  const one = await reader({ timezoneId: 'America/New_York', ...options });
  await one.page.clock.setFixedTime(new Date(`${day}T10:00:00-05:00`));
  await one.context.addInitScript(([store, values]) => {
    if (localStorage.length) return;
    for (const [key, value] of Object.entries(values)) localStorage.setItem(store + key, value);
  }, [book.store, stored]);
  return one;
};
const TWELVE = { plan: '12-week-plan', 'track:12-week-plan': 'part-time', 'start:12-week-plan': '2027-01-04', 'seen:12-week-plan': '99' };
const TALK = { plan: 'talk', 'track:talk': 'full', 'start:talk': '2027-01-04', 'seen:talk': '99' };
const top = (page, selector) => page.locator(selector).filter({ visible: true }).first().evaluate((element) => element.getBoundingClientRect().top + scrollY);

test('today is first in the bar of every page, and leads to the day', async () => {
  const book = await handbook().served();
  const { page, end } = await on(book, '2027-02-18', TWELVE, PHONE);
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(book.at(path));
    await says(page.locator('.now'), 'Today · W7 Thu');
    assert.equal(await page.evaluate(() => document.querySelector('.head a, .head button') === document.querySelector('.now')), true, kind);
    const bar = await page.locator('.top').boundingBox();
    assert.ok(bar.height <= 48, `the bar of ${kind} is ${bar.height} high`);
  }
  await page.locator('.now').click();
  await page.waitForURL('**/part-time/week-7-thursday.html');
  assert.equal(await page.locator('.now').getAttribute('aria-current'), 'page');
  await end();
});

test('without dates, the bar has the first day with open tasks, and a plan that is over nothing', async () => {
  const book = await small().served();
  const { 'start:talk': start, ...undated } = TALK;
  for (const [day, stored, expected] of [['2027-01-05', undated, 'Next · W1 Mon'], ['2027-01-05', TALK, 'Next · W1 Wed'], ['2027-01-02', TALK, 'Next · W1 Mon'], ['2027-03-01', TALK, '']]) {
    const { page, end } = await on(book, day, stored);
    await page.goto(book.at('talk/full/week-2.html'));
    await page.locator('.strip [title]').first().waitFor();
    assert.equal(await page.locator('.now').textContent(), expected);
    assert.equal(await page.locator('.now').isVisible(), Boolean(expected));
    await end();
  }
});

for (const [name, make] of [['the handbook', handbook], ['the sample', sample]]) {
  test(`on a phone, the first task of each day of ${name} is within 300 pixels`, { skip: !make }, async () => {
    const book = await make().served();
    const { page, end } = await on(book, '2027-02-18', TWELVE, PHONE);
    const tops = [];
    for (const week of [1, 3, 7, 12]) {
      for (const day of ['monday', 'wednesday', 'thursday']) {
        const path = `12-week-plan/part-time/week-${week}-${day}.html`;
        if (!book.files().includes(path)) continue;
        await page.goto(book.at(path));
        await page.locator('.sheet .date:not([hidden])').waitFor();
        tops.push([Math.round(await top(page, 'main .task')), path]);
      }
    }
    console.log(`${name}: ${tops.map(([value]) => value).join(' ')}`);
    assert.ok(tops.length > 8);
    assert.deepEqual(tops.filter(([value]) => value > 300), []);
    await end();
  });
}

test('what is said before the first task is all there when it is asked for', async () => {
  const book = await new Handbook('brief', { 'plan.md': `# Plan\n\n## Week 1\n\n### Monday: One\n\n${'Read this first. '.repeat(9)}\n\nAnd this.\n\nThen that.\n\n- [ ] do it\n` }).build().served();
  const { page, end } = await on(book, '2027-01-05', {}, PHONE);
  await page.goto(book.at('plan/week-1-monday.html'));
  assert.equal(await page.getByText('Then that.').isVisible(), false);
  await page.getByRole('button', { name: 'More' }).click();
  assert.equal(await page.getByText('Then that.').isVisible(), true);
  assert.equal(await page.locator('.brief p').first().evaluate((text) => text.scrollWidth <= text.clientWidth && text.clientHeight > 60), true);
  await end();
});

test('the cover begins with today, and folds the other plans', async () => {
  const book = await handbook().served();
  const { page, end } = await on(book, '2027-02-18', TWELVE, PHONE);
  await page.goto(book.at('index.html'));
  const link = page.locator('.today').getByRole('link', { name: 'Today: Week 7, Thursday' });
  await link.waitFor();
  assert.ok(await top(page, '.today') < await top(page, 'h1'));
  assert.deepEqual(await page.locator('.card > .plan').evaluateAll((all) => all.map(({ open }) => open)), [true, false]);
  // Links of tasks are kept
  const inTask = page.locator('.today .task a').first();
  assert.match(await inTask.evaluate(({ href }) => href), /\/book\/coding\/patterns\.html$/);
  await end();
});

test('a plan that is not begun starts with its first day', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-05', {}, PHONE);
  await page.goto(book.at('talk/full/index.html'));
  await page.getByRole('link', { name: 'Start with Week 1, Monday' }).click();
  await page.waitForURL('**/full/week-1-monday.html');
  await page.locator('.task input').first().check();
  await page.goto(book.at('index.html'));
  await page.locator('.current').getByRole('link', { name: 'Continue with Week 1, Monday' }).waitFor();
  await end();
});

test('a tick takes one line, and its undo says what it undoes', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-04', {}, PHONE);
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await page.locator('.task input').first().check();
  await page.locator('.notice.open').waitFor();
  const notice = await page.locator('.notice').boundingBox();
  assert.ok(notice.height <= 44, `${notice.height}`);
  const undo = page.getByRole('button', { name: 'Undo the last tick: Write down ten things you know' });
  assert.equal(await undo.innerText(), 'Undo');
  await undo.click();
  await page.getByText('Undone. Write down ten things you know').waitFor();
  await end();
});

test('a day that is done says what comes next, and the last one how long the week was', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-04', TALK);
  await page.goto(book.at('talk/full/week-1-monday.html'));
  for (const box of await page.locator('.task input').all()) await box.check();
  await page.getByText('Monday done. Next: Wednesday, 2 h').waitFor();
  await page.locator('.task input').last().uncheck();
  await page.locator('.finished').waitFor({ state: 'detached' });
  await page.locator('.task input').last().check();
  await page.locator('.finished a').click();
  await page.waitForURL('**/week-1-wednesday.html');
  for (const box of await page.locator('.task input').all()) await box.check();
  await page.getByText('Week 1 done: 4 h. Next: Week 2, Monday, 2 h').waitFor();
  assert.equal(await page.locator('.strip .is-done').innerText(), '1');
  await end();
});

test('any day of any week is two clicks away', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-04', TALK);
  for (const from of ['talk/full/week-1-monday.html', 'talk/full/week-1.html', 'talk/full/final-checklists.html']) {
    await page.goto(book.at(from));
    await page.getByRole('navigation', { name: 'Weeks' }).getByRole('link', { name: '2' }).click();
    await page.waitForURL('**/full/week-2.html');
    await page.getByRole('navigation', { name: 'Days' }).getByRole('link', { name: 'Friday' }).click();
    await page.waitForURL(/week-2(-friday)?\.html/);
  }
  await end();
});

test('pages of a long plan are as long as those of a short one, with all weeks in a window', async () => {
  const weeks = (count) => `# Long\n\n${Array.from({ length: count }, (_, week) => `## Week ${week + 1}\n\n### Monday\n\n- [ ] one\n\n### Friday\n\n- [ ] two\n`).join('\n')}`;
  const [short, long] = [30, 300].map((count) => new Handbook(`weeks-${count}`, { 'plan.md': weeks(count) }).build());
  const size = (book) => statSync(join(book.output, 'plan/week-20-monday.html')).size;
  assert.ok(Math.abs(size(long) - size(short)) < 200, `${size(long)} and ${size(short)}`);
  await long.served();
  const { page, end } = await on(long, '2027-01-04', { plan: 'plan', 'track:plan': '', 'seen:plan': '99' });
  await page.goto(long.at('plan/week-20-monday.html'));
  assert.equal(await page.locator('.strip li').count(), 26);
  await page.locator('.strip [title]').first().waitFor();
  await page.getByRole('link', { name: 'All weeks' }).click();
  await page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Week 299' }).getByRole('link', { name: 'Friday' }).click();
  await page.waitForURL('**/plan/week-299-friday.html');
  await end();
});

test('a week opens at today, and at the place that a link names', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-06', TALK, PHONE);
  await page.goto(book.at('talk/full/week-1.html'));
  const day = page.locator('.day[data-when=today]');
  await page.waitForFunction(() => scrollY > 0);
  const [at, isLast] = await day.evaluate((element) => [element.getBoundingClientRect().top, scrollY + innerHeight >= document.documentElement.scrollHeight - 2]);
  assert.ok(Math.abs(at) < 40 || (isLast && at > 0 && at < 800), `${at}`);
  await page.goto(book.at('talk/full/week-2.html'));
  await page.locator('.strip [title]').first().waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await end();
});

test('a chapter leads back to the day that it was opened from', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-04', TALK);
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await page.locator('.strip [title]').first().waitFor();
  await page.locator('main').getByRole('link', { name: 'how talks fail' }).click();
  await page.getByRole('link', { name: 'Back to Week 1, Monday' }).click();
  await page.waitForURL('**/week-1-monday.html');
  await end();
});

test('what was learned on a day is on the cover of its week', async () => {
  const book = await small().served();
  const { page, end } = await on(book, '2027-01-04', TALK);
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await page.getByText('What I learned').click();
  await page.getByRole('textbox', { name: 'What I learned' }).fill('Short stories stay.');
  await page.goto(book.at('talk/full/week-1-sheets.html'));
  await page.locator('.glance').getByText('Short stories stay.').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.learned:not([hidden])').count(), 1);
  await end();
});

test('every drawing has a size of its own', () => {
  const book = handbook();
  const pages = book.files().filter((path) => /\.(html|js)$/.test(path));
  const faults = pages.flatMap((path) => (readFileSync(join(book.output, path), 'utf8').match(/<svg(?![^>]* width=)[^>]*>/g) ?? []).map((tag) => `${path}: ${tag}`));
  assert.deepEqual(faults, []);
});

test('the page for missing addresses is whole at any depth', async () => {
  const book = small();
  const { origin, stop } = await serve(book.output);
  const { page, context } = await reader(PHONE);
  for (const [path, home] of [['/book/nothing', '/book/index.html'], ['/book/talk/full/nothing/at/all', '/']]) {
    await page.goto(origin + path);
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Page not found');
    const sizes = await page.locator('svg').evaluateAll((all) => all.map((element) => element.getBoundingClientRect().width));
    assert.ok(sizes.every((size) => size <= 32), `${sizes}`);
    const link = page.getByRole('link', { name: 'Home' });
    assert.equal(new URL(await link.evaluate(({ href }) => href)).pathname, home);
    assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /system-ui/);
  }
  await context.close();
  await stop();
});
