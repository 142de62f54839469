// Which tasks return on a day: a table of values, and readers with random lives.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { pure, randomFrom } from './pure.js';

const { dueReviews, nextReview } = pure('reviews');
const DAYS = [1, 3, 7, 14, 30];

test('a task is due once an interval has passed that its last review does not cover', () => {
  // [day of the tick, day of the last review, today, is it due]
  const table = [
    [100, , 100, false], [100, , 101, true], [100, , 102, true],
    // Reviewed on its day, and late: the missed ones do not return
    [100, 101, 102, false], [100, 101, 103, true], [100, 103, 106, false], [100, 103, 107, true],
    [100, 102, 102, 'done'], [100, 102, 103, true], [100, 108, 113, false], [100, 108, 114, true],
    // Nothing was done for weeks, and it is due once; after the last interval it is done with
    [100, , 190, true], [100, 190, 190, 'done'], [100, 190, 191, false], [100, 130, 400, false], [100, 129, 130, true],
    // Ticked again, it begins anew: earlier reviews do not count
    [200, 130, 200, false], [200, 130, 201, true], [200, 200, 200, false], [200, 200, 201, true],
    // A clock that was set back
    [100, , 90, false], [100, 107, 103, false], [100, 103, 101, false],
    // Open, or ticked by an earlier version, which kept no day
    [undefined, , 500, false], [null, 101, 500, false],
  ];
  for (const [done, reviewed, today, expected] of table) {
    const { shown, waiting } = dueReviews([{ id: 'a', done, reviewed }], today, DAYS);
    const found = shown[0] ? shown[0].isDone ? 'done' : true : false;
    assert.deepEqual([found, waiting], [expected, 0], `ticked ${done}, reviewed ${reviewed}, today ${today}`);
  }
});

test('five are shown, those that wait the longest first, and the others are counted', () => {
  const task = (id, done, reviewed) => ({ id, done, reviewed });
  const tasks = [task('f', 96), task('a', 91), task('b', 92), task('later', 100), task('e', 95), task('c', 93), task('d', 94), task('g', 96)];
  assert.deepEqual(dueReviews(tasks, 100, DAYS), { shown: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, isDone: false })), waiting: 2 });
  // Those done today take their places
  const done = tasks.map((one) => ('abc'.includes(one.id) ? { ...one, reviewed: 100 } : one));
  assert.deepEqual(dueReviews(done, 100, DAYS), { shown: [...'abcde'].map((id) => ({ id, isDone: 'abc'.includes(id) })), waiting: 2 });
  // Two devices did more than five
  const all = tasks.map((one) => ({ ...one, reviewed: 100 }));
  const { shown, waiting } = dueReviews(all, 100, DAYS);
  assert.deepEqual([shown.length, shown.every(({ isDone }) => isDone), waiting], [5, true, 0]);
  // The order of intervals does not matter
  assert.deepEqual(dueReviews(tasks, 100, [...DAYS].reverse()), dueReviews(tasks, 100, DAYS));
});

test('the next return is said', () => {
  assert.equal(nextReview(100, 100, DAYS), 101);
  assert.equal(nextReview(100, 101, DAYS), 103);
  assert.equal(nextReview(100, 110, DAYS), 114);
  assert.equal(nextReview(100, 130, DAYS), undefined);
});

test('never more than five, none before its day, none twice a day, and whoever reviews daily does them all', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomFrom(seed);
    const tasks = Array.from({ length: 1 + random(25) }, (_, id) => ({ id, done: undefined, reviewed: undefined }));
    const isDaily = seed % 3 === 0;
    const done = tasks.map(() => []);
    const due = (today) => dueReviews(tasks, today, DAYS);
    // All is ticked in the first forty days; a hundred and twenty more are left for the last reviews
    for (let today = 1000; today < 1160; today++) {
      for (const task of tasks) {
        if (today < 1040 && !random(12)) {
          task.done = task.done === undefined || random(2) ? today : undefined;
          done[task.id] = [];
        } else if (today === 1040) task.done ??= today;
      }
      if (!isDaily && random(3)) continue;
      const first = due(today);
      const ids = first.shown.map(({ id }) => id);
      for (let left = isDaily ? 9 : random(7); left; left--) {
        const next = due(today);
        assert.deepEqual(next.shown.map(({ id }) => id).sort(), [...ids].sort(), `seed ${seed}: the list of day ${today} changes`);
        const one = next.shown.find(({ isDone }) => !isDone);
        if (!one) break;
        const task = tasks[one.id];
        assert.ok(DAYS.some((interval) => task.done + interval <= today && task.done + interval > Math.max(task.done, task.reviewed ?? 0)), `seed ${seed}: ${one.id} before its day`);
        assert.ok(!done[one.id].includes(today), `seed ${seed}: ${one.id} twice on ${today}`);
        done[one.id].push(today);
        task.reviewed = today;
      }
      const last = due(today);
      assert.ok(last.shown.length <= 5, `seed ${seed}`);
      assert.equal(last.waiting, first.waiting, `seed ${seed}`);
      assert.ok(!first.waiting || first.shown.length === 5, `seed ${seed}: one waits without need`);
    }
    if (!isDaily) continue;
    for (const { id, done: ticked, reviewed } of tasks) {
      assert.ok(reviewed >= ticked + 30, `seed ${seed}: the last review of ${id}`);
      assert.ok(done[id].length <= DAYS.length, `seed ${seed}: ${id} was reviewed ${done[id].length} times`);
    }
  }
});
