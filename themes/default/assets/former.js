// What earlier versions kept in this browser is taken over once, and what a later one keeps is left alone.
(() => {
  'use strict';

  const { base, change, load, read, say, stored, word } = self.prepbook;
  const { entriesOf, stateOf } = self.prepbook.merging;
  const { handbook } = document.documentElement.dataset;

  // Before there were locks, tasks had other ids
  const translated = async (kept) => {
    await load(`${base}former.js`);
    const [{ plans, tasks }] = self.prepbookFormer;
    return kept.flatMap(([key, value]) => {
      const [, kind, id] = /^(\w+):?(.*)/.exec(key) ?? [];
      if (kind === 'task') return Object.hasOwn(tasks, id) ? [[`task:${tasks[id]}`, value]] : [];
      return !id || plans.includes(id) ? [[key, value]] : [];
    });
  };
  const valuesOf = (prefix, keys) => keys.map((key) => [key, localStorage.getItem(prefix + key)]);
  const takeOver = async () => {
    if (stored('prepbook:').some((key) => parseInt(key) > 3 && key.split(':')[1] === handbook)) say(word('newer'), true);
    if (read('former')) return;
    const second = `prepbook:2:${handbook}:`;
    // The second version took over what the first one kept
    const kept = stored(second).length ? valuesOf(second, stored(second))
      : await translated(valuesOf('prepbook:', stored('prepbook:').filter((key) => !/^\d/.test(key))));
    change([...entriesOf(stateOf(kept)).filter(([key]) => read(key) == null), ['former', '1']]);
  };
  Object.assign(self.prepbook, { takeOver, translated });
})();
