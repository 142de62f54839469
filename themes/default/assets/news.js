// What changed of a plan's tasks since a revision of the handbook, in one sentence.
(() => {
  'use strict';

  const { base, button, load, make, word } = self.prepbook;

  self.prepbook.news = async (plan, seen, weeks) => {
    await load(`${base}ledger.js`);
    const called = new Map(weeks.map(({ id, called }) => [id, called]));
    const sums = new Map();
    for (const [number, changes] of self.prepbookLedger[0].revisions) {
      for (const [kind, count, part, week] of number > seen ? changes : []) {
        if (part !== plan) continue;
        if (!sums.has(kind)) sums.set(kind, { count: 0, weeks: new Set() });
        const sum = sums.get(kind);
        sum.count += count;
        sum.weeks.add(week);
      }
    }
    const sentences = ['added', 'removed', 'reworded', 'moved', 'week-moved'].filter((kind) => sums.has(kind)).map((kind) => {
      const { count, weeks } = sums.get(kind);
      const name = `news_${kind.replace('-', '_')}`;
      const names = [...weeks].map((week) => called.get(week));
      if (kind === 'week-moved') return word(name, { week: names.filter(Boolean).join(', ') || count, count });
      const change = word(name, { count });
      return names.length === 1 && names[0] ? word('news_in', { change, week: names[0] }) : change;
    });
    if (!sentences.length) return undefined;
    const box = make('div', { className: 'news' }, make('p', { textContent: word('news', { changes: sentences.join(', ') }) }), button('close', () => box.remove()));
    return box;
  };
})();
