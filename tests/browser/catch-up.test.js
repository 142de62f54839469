// How much a plan moves, and where open tasks go, in tables and at random. The script reads no page.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { pure, randomFrom } from './pure.js';

const { againOf, hoursOf, leastMove, minutesOf, spread, stored, weeksAhead } = pure('catch-up').catching;

/** A plan that begins on day 100: its weeks are lists of days as [offset, minutes]. */
const plan = (weeks, rest = {}) => ({
  weeks: weeks.map((days) => ({ days: days.map(([offset, minutes, length = 1]) => ({ offset, length, minutes, core: [] })) })), ...rest,
});
const spanOf = ({ offset, length }) => [100 + offset, 100 + offset + length - 1];
const ahead = (data, today, rest) => weeksAhead(data, { today, spanOf, ...rest });
const offsets = (placed) => placed.map(([, offset]) => offset ?? '-').join(' ');

for (const [name, step, date, today, days] of [
  ['a day that is today stays', 1, (days) => 10 + days, 10, 0],
  ['a day of yesterday moves by one', 1, (days) => 9 + days, 10, 1],
  ['a day of last week moves by a week', 7, (days) => 9 + days, 10, 7],
  ['eight days ago are two weeks', 7, (days) => 2 + days, 10, 14],
  // Days 10 to 12 are off, so whatever is on day 9 or later by count is on day 13 at least
  ['days off are passed', 1, (days) => 8 + days + (8 + days > 9 ? 3 : 0), 10, 2],
]) {
  test(`the least move: ${name}`, () => assert.equal(leastMove(date, step, today), days));
}

for (const [name, data, expected] of [
  ['each task has its own', { minutes: { a: 20, b: 40 }, weeks: [{ days: [{ core: ['a', 'b'], minutes: 60 }] }] }, { a: 20, b: 40 }],
  ['the rest of a day is shared', { minutes: { a: 20 }, weeks: [{ days: [{ core: ['a', 'b', 'c'], minutes: 60 }] }] }, { a: 20, b: 20, c: 20 }],
  ['a day that says more than it has leaves none', { minutes: { a: 80 }, weeks: [{ days: [{ core: ['a', 'b'], minutes: 60 }] }] }, { a: 80, b: 0 }],
  ['a day without hours takes the mean', { weeks: [{ days: [{ core: ['a', 'b'], minutes: 60 }, { core: ['c'] }] }] }, { a: 30, b: 30, c: 30 }],
  ['no hours at all', { weeks: [{ days: [{ core: ['a', 'b'] }] }] }, undefined],
]) {
  test(`the minutes of tasks: ${name}`, () => assert.deepEqual(minutesOf(data) && Object.fromEntries(minutesOf(data)), expected));
}

test('the hours of a week are those of the track, else of the longest week', () => {
  assert.equal(hoursOf(plan([[[0, 60], [1, 60]], [[7, 30]]])), 120);
  assert.equal(hoursOf(plan([[[0, 60], [1, 60]], [[7, 30]]], { budget: 90 })), 90);
  assert.equal(hoursOf(plan([[[0], [1]]])), 0);
  assert.equal(hoursOf(plan([])), 0);
});

for (const [name, data, today, rest, expected] of [
  ['what is over is left out', plan([[[0, 60]], [[7, 60]]], { budget: 100 }), 105, {}, [['7', 40]]],
  ['of a week that has begun, its part', plan([[[0, 60], [1, 30]]], { budget: 100 }), 101, {}, [['1', 20]]],
  ['today counts', plan([[[0, 60], [1, 30]]], { budget: 100 }), 100, {}, [['0 1', 10]]],
  ['a day of two days until it is over', plan([[[4, 30], [5, 30, 2]]], { budget: 90 }), 106, {}, [['5', 30]]],
  ['nothing after the last day', plan([[[0, 60], [1, 30]], [[7, 10]]], { budget: 100 }), 100, { last: 100 }, [['0', 0]]],
  ['what was planned again takes room', plan([[[0, 60], [1, 20]]], { budget: 100 }), 100, { extra: ({ offset }) => 5 * offset }, [['0 1', 15]]],
  ['never less than none', plan([[[0, 160]]], { budget: 100 }), 100, {}, [['0', 0]]],
  ['without hours the room is unknown', plan([[[0], [1]]]), 100, {}, [['0 1', undefined]]],
  ['without a budget, the longest week', plan([[[0, 60]], [[7, 20]]]), 101, {}, [['7', 40]]],
]) {
  test(`weeks ahead: ${name}`, () => {
    assert.deepEqual(ahead(data, today, rest).map(({ days, room }) => [days.map(({ offset }) => offset).join(' '), room]), expected);
  });
}

const WEEK = { room: 60, days: [{ offset: 0, minutes: 30 }, { offset: 1, minutes: 0 }, { offset: 2, minutes: 10 }] };
for (const [name, minutes, weeks, expected] of [
  ['the least loaded day first', [10], [WEEK], '1'],
  ['in order within a week', [10, 10, 10], [WEEK], '1 1 2'],
  ['what does not fit goes to the next week', [40, 40], [WEEK, { room: 40, days: [{ offset: 7, minutes: 0 }] }], '1 7'],
  ['and no later task overtakes it', [40, 40, 10], [WEEK, { room: 60, days: [{ offset: 7, minutes: 0 }] }], '1 7 7'],
  ['what fits nowhere is for when time allows', [90, 20], [WEEK], '- 1'],
  ['a week without room', [20], [{ room: 0, days: [{ offset: 0, minutes: 5 }] }], '-'],
  ['no week is left', [20, 0], [], '- -'],
  ['without hours, evenly', [0, 0, 0], [{ days: [{ offset: 0 }, { offset: 1 }, { offset: 2 }] }, { days: [{ offset: 7 }, { offset: 8 }, { offset: 9 }] }], '0 2 8'],
]) {
  test(`spread: ${name}`, () => assert.equal(offsets(spread(minutes.map((minutes, at) => [`t${at}`, minutes]), weeks)), expected));
}

test('at random: in order, on free days that are to come, within the hours, each task once', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const random = randomFrom(seed);
    const off = new Set(Array.from({ length: random(8) }, () => 100 + random(60)));
    // Numbered days past days off, as the calendar of the theme has them
    const dateOf = (offset) => {
      let date = 99;
      for (let left = offset + 1; left; left -= off.has(date) ? 0 : 1) date++;
      return off.has(date) ? dateOf(offset + 1) : date;
    };
    const weeks = Array.from({ length: 1 + random(6) }, (_, week) => Array.from({ length: 7 }, (_, day) => [7 * week + day, 5 * random(12)]).filter(() => random(3)));
    const data = plan(weeks, random(2) ? { budget: 30 * random(12) } : {});
    const today = 100 + random(50);
    const last = random(2) ? today + random(30) : Infinity;
    const span = ({ offset }) => [dateOf(offset), dateOf(offset)];
    const open = weeksAhead(data, { today, last, spanOf: span });
    const tasks = Array.from({ length: random(20) }, (_, at) => [`t${at}`, 5 * random(18)]);
    const placed = spread(tasks, open);
    assert.deepEqual(placed.map(([id]) => id), tasks.map(([id]) => id), `seed ${seed}: each task once`);
    const there = placed.filter(([, offset]) => offset !== undefined);
    const dates = there.map(([, offset]) => dateOf(offset));
    assert.ok(dates.every((date, at) => at === 0 || date >= dates[at - 1]), `seed ${seed}: in order`);
    assert.ok(dates.every((date) => date >= today && date <= last && !off.has(date)), `seed ${seed}: ${dates} on free days to come`);
    const hours = hoursOf(data);
    for (const { days } of data.weeks) {
      const used = tasks.filter(([, ], at) => days.some(({ offset }) => offset === placed[at][1])).reduce((sum, [, minutes]) => sum + minutes, 0);
      const coming = days.filter((day) => span(day)[0] >= today && span(day)[0] <= last);
      const planned = coming.reduce((sum, { minutes }) => sum + minutes, 0);
      if (hours && used) assert.ok(used + planned <= hours, `seed ${seed}: ${used} and ${planned} in ${hours}`);
    }
    // What is left out would not have fitted after the task before it
    if (hours && !there.length && open.length) assert.ok(tasks.every(([, minutes]) => open.every(({ room }) => room < minutes)), `seed ${seed}`);
  }
});

test('what was planned again is stored as one line, and read', () => {
  for (const line of ['a@3 b@- c@0', 'a@12', '']) assert.equal(stored(againOf(line)), line);
  assert.equal(stored(againOf(null)), '');
  assert.deepEqual([...againOf('a@3 b@- x')], [['a', 3], ['b', undefined]]);
});
