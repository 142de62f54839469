// The page of a cohort: its dates become the reader's own. Dates that a reader already has are replaced only on request.
(() => {
  'use strict';

  const { all, button, change, dates, dayOf, read, refresh, startOf, status, watchers, word } = self.prepbook;

  for (const card of all('[data-cohort]')) {
    const { cohort: plan, first, off = '' } = card.dataset;
    const start = dayOf(first);
    const entries = [['start', first], ['off', off || null], ['moved'], ['moves'], ['again']].map(([kind, value]) => [`${kind}:${plan}`, value]);
    const isTaken = () => entries.slice(0, 2).every(([key, value]) => (read(key) ?? null) === value);
    const said = status();
    const take = () => change(entries);
    const use = button('use_dates', take);
    card.append(said, use);
    const own = dayOf(read(`start:${plan}`));
    // Who has no other choice to make goes on at once
    const links = all('.editions a');
    if (!own && take() && links.length === 1) location.replace(links[0].href);
    watchers.push(() => {
      use.hidden = isTaken();
      const now = startOf(plan);
      said.textContent = isTaken() ? word('dates_used') : word('dates_other', { date: dates(now ?? start, now ?? start, 'long') });
    });
  }
  refresh();
})();
