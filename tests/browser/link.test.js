// A link holds what a device keeps and stays short; whatever cannot be read of it is refused. A QR code of it is read back.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { pure, randomFrom } from './pure.js';

const { links: { pack, unpack }, merging: { empty, stateOf }, qr: { encode } } = pure('merge', 'link', 'qr');

const BOOK = '5wkk4j7cpdea';
const DAY = 864e5;
const day = (number) => new Date((20822 + number) * DAY).toISOString().slice(0, 10);
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const random = randomFrom(7);
const newId = () => Array.from({ length: 10 }, () => LETTERS[random(32)]).join('');
const ids = Array.from({ length: 812 }, newId);
const NUMBERED = { ids, numbered: true };
const UNNUMBERED = { ids, numbered: false };
const state = (count, dayOf, isDone = () => true) => ({
  ...empty(),
  plans: { '12-week-plan': { track: 'part-time', start: day(0), off: `${day(3)} ${day(40)}`, target: day(90), moves: '4+7 30+14', again: `${ids[5]}@40 ${ids[700]}@-` },
    'six/weeks': { track: '' } },
  settings: { plan: '12-week-plan', level: 'l6' },
  ticks: Object.fromEntries(ids.slice(0, count).map((id, at) => [id, [dayOf(at), Number(isDone(at))]])),
});

const same = async (kept, table = NUMBERED) => {
  const link = await pack(BOOK, table, kept);
  const { entries, ticks, unknown } = await unpack(BOOK, table, link);
  const read = stateOf(entries);
  assert.deepEqual({ ...read, ticks }, { ...kept, notes: {} });
  assert.equal(unknown, 0);
  return link;
};

test('twelve weeks of 376 tasks are a link of fewer than 700 characters', async () => {
  const usual = await same(state(376, (at) => day(Math.floor(at / 376 * 84) + random(3))));
  const worst = await same(state(376, () => day(random(84)), () => random(10) > 0));
  console.log(`a link of 376 tasks has ${usual.length} characters; ${worst.length} if days are random and some boxes are unticked`);
  assert.ok(usual.length < 700 && worst.length < 700);
});

test('links are the same after reading, with and without numbers', async () => {
  for (let turn = 0; turn < 60; turn++) {
    const kept = state(random(60), () => (random(5) ? day(random(300) - 100) : ''), () => random(3) > 0);
    for (const id of ids.slice(0, 60)) if (kept.ticks[id] && !random(4)) kept.ticks[id].push(1 + random(300));
    await same(kept);
    await same(kept, UNNUMBERED);
    for (const id of ids.slice(0, 60)) if (kept.ticks[id] && !random(4)) kept.ticks[id][1] = 2;
    await same(kept);
    await same(kept, UNNUMBERED);
  }
  await same(empty());
});

test('a link that was made without compression is read', async () => {
  const kept = state(20, () => day(1));
  const { CompressionStream } = globalThis;
  globalThis.CompressionStream = undefined;
  const plain = await same(kept);
  globalThis.CompressionStream = CompressionStream;
  const short = await same(kept);
  assert.ok(plain.length > short.length);
  const { DecompressionStream } = globalThis;
  globalThis.DecompressionStream = undefined;
  assert.equal((await unpack(BOOK, NUMBERED, short)).fault, 'old');
  assert.deepEqual((await unpack(BOOK, NUMBERED, plain)).ticks, kept.ticks);
  globalThis.DecompressionStream = DecompressionStream;
});

test('a link has the reviews of the last ticks, and stays short', async () => {
  const kept = state(376, (at) => day(Math.floor(at / 5)));
  const without = await pack(BOOK, NUMBERED, kept);
  kept.reviews = Object.fromEntries(ids.slice(0, 60).map((id, at) => [id, day(30 + at % 40)]));
  const link = await same(kept);
  await same(kept, UNNUMBERED);
  console.log(`60 reviews make a link longer by ${link.length - without.length} characters`);
  assert.ok(link.length - without.length < 300);
  // What was reviewed before the last tick, or is open again, returns anew; what is gone from the handbook is left out
  const [first, second, third] = ids;
  const stale = state(2, () => day(9), (at) => at === 0);
  stale.reviews = { [first]: day(8), [second]: day(12), [third]: day(12), unknown: day(12) };
  assert.equal(await pack(BOOK, NUMBERED, stale), await pack(BOOK, NUMBERED, { ...stale, reviews: {} }));
  const later = { ids: [newId(), ...ids.slice(1)], numbered: false };
  const { entries } = await unpack(BOOK, later, await pack(BOOK, UNNUMBERED, kept));
  assert.deepEqual(stateOf(entries).reviews, Object.fromEntries(Object.entries(kept.reviews).filter(([id]) => id !== first)));
});

test('an old link ticks the same tasks in a later build', async () => {
  const kept = state(30, (at) => day(at));
  const link = await pack(BOOK, NUMBERED, kept);
  // Numbers are never given twice: tasks were added, and some are gone from the plan but not from the lock
  const later = { ids: [...ids, newId(), newId()], numbered: true };
  assert.deepEqual((await unpack(BOOK, later, link)).ticks, kept.ticks);
  // Without a lock, tasks are in another order, and one is gone
  const short = await pack(BOOK, UNNUMBERED, kept);
  const moved = { ids: [newId(), ...ids.slice(1).reverse()], numbered: false };
  const read = await unpack(BOOK, moved, short);
  const { [ids[0]]: gone, ...left } = kept.ticks;
  assert.deepEqual(read.ticks, left);
  assert.equal(read.unknown, 1, `${gone}`);
  // A build with a lock reads a link of one without
  assert.deepEqual((await unpack(BOOK, NUMBERED, short)).ticks, kept.ticks);
  // Of two tasks whose ids begin alike, neither is ticked
  const alike = { ids: [...ids, `${ids[1].slice(0, 6)}zzzz`], numbered: false };
  assert.equal((await unpack(BOOK, alike, short)).unknown, 1);
});

test('links of other handbooks, of newer versions and damaged ones are refused', async () => {
  const link = await pack(BOOK, NUMBERED, state(40, (at) => day(at)));
  const fault = async (link, table = NUMBERED) => (await unpack(BOOK, table, link)).fault;
  assert.equal(await fault(await pack('another', NUMBERED, state(40, (at) => day(at)))), 'other');
  assert.equal(await fault(link.replace('#move=1.', '#move=3.')), 'newer');
  assert.equal(await fault('#move=12.whatever'), 'newer');
  assert.equal(await fault(link, UNNUMBERED), 'other');
  for (const bad of ['#move=', '#move=1.', '#move=1.0', '#move=1.AAAA0', '#move=x', link.slice(0, -1), link.slice(0, 60), `${link}.`, link.replace('=1.', '=0.')]) {
    assert.equal(await fault(bad), 'damaged', bad);
  }
  for (let turn = 0; turn < 300; turn++) {
    const at = 8 + random(link.length - 9);
    const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[random(64)];
    const bad = link.slice(0, at) + letter + link.slice(at + 1);
    if (bad !== link) assert.ok(['damaged', undefined].includes(await fault(bad)));
    // What is read in spite of a change is what was sent: spare bits at the end mean nothing
    const { ticks } = await unpack(BOOK, NUMBERED, bad);
    if (ticks) assert.deepEqual(ticks, (await unpack(BOOK, NUMBERED, link)).ticks);
  }
});

/** A code as a picture: black on white, with the margin that readers need. */
const read = (rows) => {
  const scale = 3;
  const size = (rows.length + 8) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const isDark = rows[Math.floor(y / scale) - 4]?.[Math.floor(x / scale) - 4];
      if (isDark) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return jsQR(pixels, size, size)?.data;
};

test('a decoder reads the code of every length', { timeout: 300_000 }, () => {
  const versions = new Set();
  for (let length = 1; length <= 1200; length += length < 60 ? 7 : 47) {
    const text = Array.from({ length }, () => LETTERS[random(32)]).join('');
    const rows = encode(new TextEncoder().encode(text));
    // The decoder looks for an alignment pattern of version 23 at 74, which is at 78
    const version = (rows.length - 17) / 4;
    if (version === 23) continue;
    versions.add(version);
    assert.equal(read(rows), text, `${length} characters`);
  }
  assert.ok(versions.size > 15, `${[...versions]}`);
  assert.equal(encode(new Uint8Array(2953)).length, 177);
  assert.equal(encode(new Uint8Array(2954)), undefined);
});
