// Devices that tick, untick and write apart end up with the same when they are merged, whichever way round.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { pure, randomFrom } from './pure.js';

const { current, edited, empty, entriesOf, fromCopy, merge, nameOf, stateOf, toCopy } = pure('merge').merging;

const TASKS = ['read', 'write', 'rest'];
const day = (number) => `2027-01-${String(1 + number).padStart(2, '0')}`;

/** A device: its state, its clock, and which changes of each box it has seen; these are what tests judge by. */
class Device {
  constructor(clock) {
    this.clock = clock;
    this.state = empty();
    this.seen = {};
  }

  // As `marked` in prepbook.js
  toggle(task, log) {
    const [before = '', done = 0, n = 0] = this.state.ticks[task] ?? [];
    const now = day(this.clock);
    const next = (done + 1) % 3;
    const tick = [...now > before ? [now, next] : [before, next, n + 1]];
    this.state.ticks[task] = tick;
    const change = { task, tick, seen: new Set(this.seen[task]), name: log.length };
    log.push(change);
    this.seen[task] = new Set([...change.seen, change.name]);
  }

  write(text) {
    this.state.notes.monday = edited(this.state.notes.monday ?? [], day(this.clock), text);
  }

  review(task) {
    this.state.reviews[task] = day(this.clock);
  }

  take(other) {
    this.state = { ...this.state, ...merge(this.state, other.state) };
    for (const task of TASKS) this.seen[task] = new Set([...this.seen[task] ?? [], ...other.seen[task] ?? []]);
  }
}

/** Devices after a random life: clocks that are apart, changes, and some merges between them. */
const life = (seed) => {
  const random = randomFrom(seed);
  const log = [];
  const devices = Array.from({ length: 2 + random(3) }, () => new Device(random(3)));
  for (let step = 0; step < 30; step++) {
    const device = devices[random(devices.length)];
    const what = random(10);
    if (what < 5) device.toggle(TASKS[random(TASKS.length)], log);
    else if (what < 7) device.write(['', 'a', 'b', `text ${step}`][random(4)]);
    else if (what < 8 && random(2)) device.review(TASKS[random(TASKS.length)]);
    else if (what < 8) device.clock = Math.max(0, device.clock + random(4) - 1);
    else device.take(devices[random(devices.length)]);
  }
  return { devices, log };
};
const SEEDS = Array.from({ length: 400 }, (_, seed) => seed + 1);
/** The same whatever the order of keys. */
const sorted = ({ ticks, notes, reviews }) => JSON.stringify([ticks, notes, reviews].map((table) => Object.entries(table).sort()));
const same = (a, b, seed) => assert.equal(sorted(a), sorted(b), `seed ${seed}`);

test('merging is commutative, associative and idempotent', () => {
  for (const seed of SEEDS) {
    const [a, b, c = a] = life(seed).devices.map(({ state }) => state);
    same(merge(a, b), merge(b, a), seed);
    same(merge(merge(a, b), c), merge(a, merge(b, c)), seed);
    same(merge(a, a), a, seed);
    same(merge(merge(a, b), b), merge(a, b), seed);
  }
});

test('of each box the last change stays: no unticked box comes back, no later tick is lost', () => {
  for (const seed of SEEDS) {
    const { devices, log } = life(seed);
    const all = devices.map(({ state }) => state).reduce(merge);
    for (const task of TASKS) {
      const changes = log.filter((change) => change.task === task);
      const kept = all.ticks[task];
      if (!changes.length) {
        assert.equal(kept, undefined);
        continue;
      }
      // It is one of those that nobody changed after seeing them, and of these none has a later day
      const last = changes.filter(({ name }) => !changes.some(({ seen }) => seen.has(name)));
      const found = last.filter(({ tick }) => JSON.stringify(tick) === JSON.stringify(kept));
      assert.ok(found.length, `seed ${seed}: ${task} is ${kept}, and the last changes are ${JSON.stringify(last.map(({ tick }) => tick))}`);
      assert.ok(last.every(({ tick }) => tick[0] <= kept[0]), `seed ${seed}: a later change than ${kept} is lost`);
      // Two devices that changed it on one day without knowing of each other, and equally often: the box stays open
      const equals = last.filter(({ tick: [day, , n = 0] }) => day === kept[0] && n === (kept[2] ?? 0));
      if (equals.some(({ tick }) => !tick[1])) assert.equal(kept[1], 0, `seed ${seed}: ${task}`);
    }
  }
});

test('of each note what nobody replaced stays, the newest first', () => {
  const first = edited([], day(0), 'first');
  const phone = edited(first, day(1), 'on the phone');
  const laptop = edited(first, day(2), 'on the laptop');
  const both = merge({ ticks: {}, notes: { d: phone } }, { ticks: {}, notes: { d: laptop } }).notes.d;
  assert.deepEqual(both.map(([, text]) => text), ['on the laptop', 'on the phone']);
  const joined = edited(both, day(2), 'both');
  for (const older of [first, phone, laptop, both]) assert.deepEqual(current([...older, ...joined]), joined);
  // A text that returns is not the one that was replaced
  const again = edited(edited(first, day(0), 'second'), day(0), 'first');
  assert.deepEqual(current([...first, ...again]), again);
  assert.notEqual(nameOf(first[0]), nameOf(again[0]));
});

test('of each task the last review stays', () => {
  const phone = { ...empty(), reviews: { read: day(3), write: day(9) } };
  const laptop = { ...empty(), reviews: { read: day(7), rest: day(1) } };
  assert.deepEqual(merge(phone, laptop).reviews, { read: day(7), write: day(9), rest: day(1) });
  // A copy of an earlier version has none
  assert.deepEqual(merge(phone, fromCopy({ ticks: {} })).reviews, phone.reviews);
});

test('ticks without a day stay, and any dated change is later', () => {
  const undated = stateOf([['task:read', '1'], ['task:write', '0']]);
  assert.deepEqual(undated.ticks, { read: ['', 1], write: ['', 0] });
  const dated = stateOf([['task:read', '0 2027-01-04'], ['task:write', '0 2027-01-04 2']]);
  assert.deepEqual(merge(undated, dated).ticks, dated.ticks);
  assert.deepEqual(merge(undated, empty()).ticks, undated.ticks);
});

test('a state is the same after the store and after a copy', () => {
  for (const seed of SEEDS.slice(0, 50)) {
    const state = { ...life(seed).devices[0].state, plans: { 'a/talk': { track: '', start: '2027-01-04', off: '2027-01-05 2027-01-06', target: '2027-03-01', moves: '4+7 11+7', again: 'a2@9 b3@-' } }, settings: { level: 'l1', slash: 'off' } };
    assert.deepEqual(stateOf(entriesOf(state)), state, `seed ${seed}`);
    const copy = JSON.parse(toCopy('book', day(9), state));
    assert.deepEqual(copy.plans['a/talk'].off, ['2027-01-05', '2027-01-06']);
    assert.deepEqual(copy.plans['a/talk'].again, ['a2@9', 'b3@-']);
    assert.deepEqual(fromCopy(copy), state, `seed ${seed}`);
  }
});

test('what is no entry of ours is left out', () => {
  const state = stateOf([
    ['task:read', '3'], ['task:write', '1 yesterday'], ['task:<b>', '1'], ['task:rest', '1 2027-01-04 x'], ['start:talk', 'soon'], ['level', 'a/b'],
    ['note:monday', '[["2027-01-04",1]]'], ['note:friday', 'text'], ['other', '1'], ['scheme', 'red'], ['constructor:talk', '1'], ['former', '1'],
    ['review:read', 'soon'], ['review:a b', '2027-01-04'], ['review:rest', '2027-01-05'],
  ]);
  assert.deepEqual(state, { ...empty(), ticks: { rest: ['2027-01-04', 1] }, reviews: { rest: '2027-01-05' } });
  const bad = fromCopy({ plans: { talk: { start: 1 } }, ticks: { read: 1, write: ['2027-01-04', 3], rest: ['2027-13-04', 1] }, notes: { monday: 'text' }, reviews: { read: ['2027-01-04'] } });
  assert.deepEqual({ ...bad, plans: {} }, empty());
  assert.throws(() => fromCopy({ ticks: 'all' }));
});
