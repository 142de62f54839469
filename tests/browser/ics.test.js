// Calendar files: the one that a browser makes of a reader's dates is the one that a build makes of the same dates.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { FILES, Handbook, LEVELS, close, content, prepbook, reader } from './support.js';
import { pure } from './pure.js';

after(close);

const { calendarFiles: { again, calendar, escaped, fold, uid } } = pure('ics');

test('lines are folded at 75 octets between characters', () => {
  const a = (count) => 'a'.repeat(count);
  for (const [line, expected] of [
    [a(75), a(75)], [a(76), `${a(75)}\r\n a`], [a(75 + 74), `${a(75)}\r\n ${a(74)}`], [a(75 + 75), `${a(75)}\r\n ${a(74)}\r\n a`],
    [`${a(73)}é`, `${a(73)}é`], [`${a(74)}é`, `${a(74)}\r\n é`], [`${a(72)}😀`, `${a(72)}\r\n 😀`], ['', ''],
  ]) assert.equal(fold(line), `${expected}\r\n`);
});

test('text is escaped, and ids are plain', () => {
  for (const [text, expected] of [['a, b; c', 'a\\, b\\; c'], ['a\\n', 'a\\\\n'], ['a\r\nb', 'a\\nb'], ['a\tb', 'a\tb'], ['a\0\x1b\x7fb', 'ab']]) {
    assert.equal(escaped(text), expected);
  }
  for (const [path, expected] of [
    ['plan/slow/week-3-monday', 'abc.plan.slow.week-3-monday'], ['é/week-1', 'abc._c3_a9.week-1'], ['a_b.c/week-1', 'abc.a_5fb_2ec.week-1'],
  ]) assert.equal(uid('abc', path), `${expected}@prepbook`);
});

test('tasks that were planned again are on their new day', () => {
  const day = (id, offset, core, stretch = []) => ({ id, called: id, title: '', offset, length: 1, core, stretch });
  const weeks = [{ id: 'w', called: 'W', title: '', offset: 0, length: 7, other: [], days: [day('mon', 0, ['a', 'b', 'c']), day('tue', 1, ['d'], ['e'])] }];
  const [{ days: [monday, tuesday] }] = again(weeks, ['a@1', 'b@-']);
  assert.deepEqual([monday.core, monday.stretch, tuesday.core, tuesday.stretch], [['c'], ['b'], ['d', 'a'], ['e']]);
  const names = { a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' };
  const text = calendar({ plan: 'p', track: '', weeks: again(weeks, ['a@1', 'c@1', 'b@-']) }, {
    handbook: 'h', name: 'N', names, span: (offset) => [20000 + offset, 20000 + offset], web: '', now: new Date(0), word: (name) => name,
  });
  assert.deepEqual(text.match(/DESCRIPTION:.*/g), ['DESCRIPTION:stretch\\n- B', 'DESCRIPTION:- D\\n- A\\n- C\\n\\nstretch\\n- E']);
});

const CLOCK = `# Évenings, by the clock

## Week 1: A week; with “signs”, and a title so long that its line has to be folded somewhere in the middle — 日本語の長い題名を折り返す

### Monday: Read

**Morning (07:00-08:30)**

- [ ] Read, slowly; then \`write\` a\\b

**Evening (23:30-0:30)**

- [ ] Review

- [ ] Sleep {optional}

### Tuesday

Rest.

### Wednesday–Friday: Practice (2.5 hours)

- [ ] Practice “every” day 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀
- [ ] Lesen {level=l2}

### Saturday: Look back

- [ ] Walk

**Noon (12:00-12:30)**

- [ ] Look

## Weeks 2-3: Alone

- [ ] Talk to nobody

## Week 4

### Sunday

- [ ] Done
`;
const NUMBERED = '# Thirty\n\n## Day 1\n\n- [ ] one\n\n## Day 2-7\n\n- [ ] two (45 min)\n\n## Day 8\n\n- [ ] three\n';

test('another program reads the events of the handbook in each track', () => {
  const book = new Handbook('events', {}, 'title: Loop handbook\nstart_date: 2027-01-04\nholidays: [2027-01-18, 2027-02-01 to 2027-02-07]').copy(content).build();
  const files = book.files().filter((path) => path.endsWith('/calendar.ics'));
  assert.ok(files.length > 3, `${files}`);
  for (const path of files) {
    const [plan, track] = path.split('/');
    const data = JSON.parse(execFileSync(prepbook, ['export', '--format', 'json', '--plan', plan, '--track', track], { cwd: book.folder, encoding: 'utf8' }));
    const next = (day) => new Date(Date.parse(day) + 864e5).toISOString().slice(0, 10);
    const expected = data.entries.filter(({ in_calendar: is }) => is).map(({ week, day, title, first, last, tasks }) => [
      `${data.handbook.id}.${plan}.${track}.${week}-${day}@prepbook`, first, next(last), title, tasks.map(({ words }) => words).sort(),
    ]);
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(book.output, path), 'utf8')));
    const read = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)).map(({ uid, startDate, endDate, summary, description }) => {
      assert.ok(startDate.isDate && endDate.isDate);
      return [uid, `${startDate}`, `${endDate}`, summary, description.split('\n').filter((line) => line.startsWith('- ')).map((line) => line.slice(2)).sort()];
    });
    assert.ok(read.length > 30 && !read.some(([, first]) => first === '2027-01-18' || first === '2027-02-03'));
    assert.deepEqual(read, expected, path);
  }
});

/** A calendar file without what differs from build to build. */
const lasting = (text) => text.replace(/(DTSTAMP|SEQUENCE):.*\r\n/g, '');

test('a browser makes the file of a build', async () => {
  const book = await new Handbook('calendars', { ...FILES, 'Évenings/clock.md': CLOCK, 'thirty.md': NUMBERED },
    `title: Calendars\n${LEVELS}start_date: 2027-01-04\nholidays: [2027-01-06, 2027-01-18 to 2027-01-24]\nbase_url: https://example.org/b/\n`).build().served();
  for (const folder of ['talk/full', 'talk/slim', 'évenings/clock', 'thirty']) {
    const built = readFileSync(join(book.output, folder, 'calendar.ics'), 'utf8');
    const { page, end } = await reader({ acceptDownloads: true });
    await page.clock.setFixedTime(new Date('2027-01-05T10:00:00Z'));
    await page.goto(book.at(`${folder}/index.html`));
    await page.getByRole('button', { name: 'My plan' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Add to my calendar' }).click();
    const download = await saving;
    assert.match(download.suggestedFilename(), /^(talk|clock|thirty)\.ics$/);
    const made = readFileSync(await download.path(), 'utf8');
    assert.equal(lasting(made), lasting(built), folder);
    assert.ok(made.includes('DTSTAMP:20270105T100000Z\r\nSEQUENCE:29985720'), made.slice(0, 900));
    await page.getByText('Calendar file saved.').waitFor();
    await end();
  }
  const clock = readFileSync(join(book.output, 'évenings/clock/calendar.ics'), 'utf8').replaceAll('\r\n ', '');
  assert.deepEqual(clock.match(/DTSTART.*/g).map((line) => line.trim()), [
    'DTSTART:20270104T070000', 'DTSTART:20270104T233000', 'DTSTART;VALUE=DATE:20270107',
    'DTSTART;VALUE=DATE:20270109', 'DTSTART:20270109T120000', 'DTSTART;VALUE=DATE:20270111', 'DTSTART;VALUE=DATE:20270207',
  ]);
  assert.ok(clock.includes('DTEND:20270105T003000'));
});

test('the file has the dates and the level of the reader', async () => {
  const book = await new Handbook('own-calendar', FILES, `title: Own\n${LEVELS}`).build().served();
  const { page, context, end } = await reader({ acceptDownloads: true });
  await context.addInitScript((store) => {
    localStorage.setItem(`${store}level`, 'l1');
    localStorage.setItem(`${store}off:talk`, '2027-02-03');
  }, book.store);
  await page.goto(book.at('talk/full/week-2.html'));
  await page.getByRole('button', { name: 'My plan' }).click();
  assert.equal(await page.getByRole('button', { name: 'Add to my calendar' }).isVisible(), false);
  await page.getByLabel('First day').fill('2027-02-01');
  await page.evaluate((store) => localStorage.setItem(`${store}moves:talk`, '7+7'), book.store);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Add to my calendar' }).click();
  const text = readFileSync(await (await saving).path(), 'utf8').replaceAll('\r\n ', '');
  assert.deepEqual(text.match(/DTSTART.*:(\d+)/g).map((line) => line.slice(-8)), ['20270201', '20270204', '20270215', '20270219']);
  assert.ok(text.includes('Say the first minute') && !text.includes('Record it'));
  assert.ok(text.includes(`URL:${book.at('talk/full/week-2-friday.html')}`));
  await end();
});
