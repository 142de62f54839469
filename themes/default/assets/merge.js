// What a reader keeps as one value, and how two of them become one. Nothing here reads a page or a browser's storage.
(() => {
  'use strict';

  // A tick is [day, state, n]: 1 is done, 0 a box that was unticked, 2 a task that the reader skipped. A day is unknown
  // (the empty string) for ticks of earlier versions; n counts the changes of one day, so that of two changes on one device
  // the later one wins. Where even that is equal, two devices changed a box on one day without knowing of each other, and
  // the box stays open, or else done.
  const later = ([day, state, n = 0], [other, otherState, m = 0]) =>
    day !== other ? day > other : n !== m ? n > m : state < otherState;

  // A version of a note is [day, text, n, hashes of the versions that it replaced]: n is above theirs
  const hash = (text) => {
    let sum = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
    return sum;
  };
  const nameOf = ([day, text, n = 0]) => hash(`${day} ${n} ${text}`).toString(36);
  const version = (day, text, n, past) => (past.length ? [day, text, n, past] : n ? [day, text, n] : [day, text]);
  const order = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
  // The versions that no other one replaced, the newest first. There are several if devices wrote apart: all are kept.
  const current = (versions) => {
    const pasts = new Map();
    for (const [day, text, n = 0, past = []] of versions) {
      const key = JSON.stringify([day, n, text]);
      pasts.set(key, [...new Set([...pasts.get(key) ?? [], ...past])].sort());
    }
    const replaced = new Set([...pasts.values()].flat());
    return [...pasts].map(([key, past]) => {
      const [day, n, text] = JSON.parse(key);
      return version(day, text, n, past);
    }).filter((one) => !replaced.has(nameOf(one)))
      .sort((a, b) => order(a[0], b[0]) || order(a[2] ?? 0, b[2] ?? 0) || order(a[1], b[1]));
  };
  // A note after an edit
  const edited = (versions, day, text) => {
    const past = versions.flatMap((one) => [...one[3] ?? [], nameOf(one)]);
    return [version(day, text, Math.max(-1, ...versions.map(([, , n = 0]) => n)) + 1, [...new Set(past)].sort())];
  };

  const either = (a, b, join) => {
    const result = { ...a };
    for (const [key, value] of Object.entries(b)) result[key] = Object.hasOwn(a, key) ? join(a[key], value) : value;
    return result;
  };
  /**
   * The ticks and the notes of two devices. Whichever way round and however often devices are merged, all end up with the
   * same: of each box the latest change, of each note what nothing replaced, of each task the
   * last review.
   */
  const merge = (a, b) => ({
    ticks: either(a.ticks, b.ticks, (one, other) => (later(other, one) ? other : one)),
    notes: either(a.notes, b.notes, (one, other) => current([...one, ...other])),
    reviews: either(a.reviews ?? {}, b.reviews ?? {}, (one, other) => (one > other ? one : other)),
  });

  // Keys of the store and their values, as a value; whatever is no entry of ours is left out

  const DAY = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
  const isDay = (text) => DAY.test(text);
  const isList = (pattern) => (text) => text.split(' ').every((item) => pattern.test(item));
  const PLAN = {
    track: (text) => /^[^/\\:\n\t]{0,99}$/.test(text),
    start: isDay, target: isDay, moved: isDay, off: isList(DAY), moves: isList(/^\d{1,4}\+[1-9]\d{0,3}$/), again: isList(/^\w{1,99}@(\d{1,4}|-)$/),
  };
  const LISTS = ['off', 'moves', 'again'];
  const SETTINGS = { plan: (text) => /^[^:\\\n\t]{1,199}$/.test(text), level: (text) => /^[^/\\:\n\t]{1,99}$/.test(text), scheme: (text) => /^(light|dark)$/.test(text), slash: (text) => text === 'off' };
  const isPlan = SETTINGS.plan;
  const isTick = (tick) => {
    if (!Array.isArray(tick)) return false;
    const [day, state, n = 0] = tick;
    return (day === '' || isDay(day)) && [0, 1, 2].includes(state) && Number.isInteger(n) && n >= 0 && n < 1e6;
  };
  const isVersion = (one) => {
    if (!Array.isArray(one)) return false;
    const [day, text, n = 0, past = []] = one;
    return isDay(day) && typeof text === 'string' && Number.isInteger(n) && n >= 0 && Array.isArray(past) && past.every((name) => /^\w{1,9}$/.test(name));
  };
  const empty = () => ({ plans: {}, settings: {}, ticks: {}, notes: {}, reviews: {} });
  const stateOf = (entries) => {
    const state = empty();
    for (const [key, value] of entries) {
      const [, kind, id] = /^(\w+)(?::([^]*))?$/.exec(key) ?? [];
      if (typeof value !== 'string' || !kind) continue;
      if (id === undefined) {
        if (Object.hasOwn(SETTINGS, kind) && SETTINGS[kind](value)) state.settings[kind] = value;
      } else if (kind === 'task') {
        const [done, day = '', n = 0] = value.split(' ');
        const tick = [day, Number(done), ...Number(n) ? [Number(n)] : []];
        if (/^\w{1,99}$/.test(id) && isTick(tick)) state.ticks[id] = tick;
      } else if (kind === 'review') {
        if (/^\w{1,99}$/.test(id) && isDay(value)) state.reviews[id] = value;
      } else if (kind === 'note') {
        try {
          const versions = JSON.parse(value);
          if (isPlan(id) && Array.isArray(versions) && versions.length && versions.every(isVersion)) state.notes[id] = versions;
        } catch {}
      } else if (Object.hasOwn(PLAN, kind) && isPlan(id) && PLAN[kind](value)) {
        (Object.hasOwn(state.plans, id) ? state.plans[id] : state.plans[id] = {})[kind] = value;
      }
    }
    return state;
  };
  const entriesOf = ({ plans, settings, ticks, notes, reviews }) => [
    ...Object.entries(plans).flatMap(([plan, kept]) => Object.entries(kept).map(([kind, value]) => [`${kind}:${plan}`, value])),
    ...Object.entries(settings),
    ...Object.entries(ticks).map(([id, [day, state, n]]) => [`task:${id}`, [state, ...day || n ? [day] : [], ...n ? [n] : []].join(' ')]),
    ...Object.entries(notes).map(([id, versions]) => [`note:${id}`, JSON.stringify(versions)]),
    ...Object.entries(reviews).map(([id, day]) => [`review:${id}`, day]),
  ];

  // A copy is the same with a head; what a plan has several of is a list there

  const listed = (kept) => Object.fromEntries(Object.entries(kept).map(([kind, value]) => [kind, LISTS.includes(kind) ? value.split(' ') : value]));
  const toCopy = (handbook, saved, { plans, settings, ticks, notes, reviews }) => JSON.stringify({
    prepbook: 3, handbook, saved,
    plans: Object.fromEntries(Object.entries(plans).map(([plan, kept]) => [plan, listed(kept)])),
    settings, ticks, notes, reviews,
  }, null, 1);
  const table = (value) => {
    if (value === undefined) return [];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not a table');
    return Object.entries(value);
  };
  const fromCopy = ({ plans, settings, ticks, notes, reviews }) => stateOf([
    ...table(plans).flatMap(([plan, kept]) => table(kept).map(([kind, value]) => [`${kind}:${plan}`, Array.isArray(value) ? value.join(' ') : value])),
    ...table(settings),
    ...table(ticks).filter(([, tick]) => isTick(tick)).map(([id, [day, state, n = 0]]) => [`task:${id}`, `${state} ${day} ${n}`]),
    ...table(notes).map(([id, versions]) => [`note:${id}`, JSON.stringify(versions)]),
    ...table(reviews).map(([id, day]) => [`review:${id}`, day]),
  ]);

  (self.prepbook ??= {}).merging = { current, edited, empty, entriesOf, fromCopy, hash, merge, nameOf, stateOf, toCopy };
})();
