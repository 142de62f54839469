// Search, loaded when first wanted: through the chapters and the reader's own track. It forgives one slip in a word, finds
// weeks and days by the beginnings of their names, and offers today before anything is typed.
(() => {
  'use strict';

  const { all, ask, attribute, base, button, folder, load, make, need, read, row, status, today, word } = self.prepbook;
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  // Written without spaces: found anywhere in a word
  const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
  const PARTS = /\p{L}+|\p{N}+/gu;
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
  const wordsOf = (text) => ['', ...(fold(text).match(WORD) ?? [])].join(' ');
  const has = (hay, wanted) => hay.includes(UNSPACED.test(wanted) ? wanted.trim() : wanted);
  const hit = (word, wanted) => wanted.some((one) => has(` ${fold(word)}`, one));

  // Whether two texts differ in at most one letter that is wrong, missing, added or changed places with the next one
  const isNear = (a, b) => {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const same = (skipped, other) => a.slice(at + skipped) === b.slice(at + other);
    return same(1, 1) || same(1, 0) || same(0, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && same(2, 2));
  };
  // The words of the handbook that begin almost like the wanted one, which itself begins none; the most frequent one counts
  const SHORTEST = 4;
  const nearest = (wanted) => {
    const own = wanted.trim();
    if (own.length < SHORTEST || UNSPACED.test(own)) return wanted;
    const counts = new Map();
    for (const { hay } of rows) {
      for (const one of hay.split(' ')) {
        if ([0, -1, 1].some((more) => isNear(own, one.slice(0, own.length + more)))) counts.set(one, (counts.get(one) ?? 0) + 1);
      }
    }
    const [best] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    return best ? ` ${best}` : wanted;
  };
  // `w7 thu`: the beginnings of the words and the numbers with which a week and its day are named, in their order
  const isNamed = ({ name }, parts) => {
    let at = 0;
    return parts.length > 1 && parts.every((part) => {
      while (at < name.length && !(/\d/.test(part) ? name[at] === part : name[at].startsWith(part))) at++;
      return at++ < name.length;
    });
  };

  let rows;
  const index = async () => {
    const { plan = read('plan'), track = read(`track:${plan}`) } = document.body.dataset;
    // Who has opened no plan yet searches the first track of each
    const editions = track == null
      ? (document.documentElement.dataset.editions?.split(' ') ?? []).map((path) => `${base}${path}/`)
      : [folder(plan, track)];
    const results = await Promise.allSettled([base, ...editions].map((path) => load(`${path}search.js`)));
    if (!self.prepbookSearch) throw results;
    rows = self.prepbookSearch.flat().map(([address, group, title, text]) => {
      const head = wordsOf(`${group} ${title}`);
      // A week's own title is no name of a day
      const [week, day] = [group, title].map((text) => fold(text).match(PARTS)?.slice(0, 2) ?? []);
      return { address, group, title, text, head, hay: head + wordsOf(text), name: /\d/.test(week[1]) ? [...week, ...day] : day };
    });
  };

  // Today and its week, if the reader has dates
  const now = async () => {
    const { plan = read('plan'), track = read(`track:${plan}`) } = document.body.dataset;
    if (!plan || track == null) return [];
    await need('dates');
    await load(`${folder(plan, track)}tasks.js`);
    const calendar = self.prepbook.calendarOf(plan);
    if (!calendar) return [];
    const { weeks } = self.prepbookTasks.find((data) => data.plan === plan && data.track === track);
    const isNow = ({ offset, length = 1 }) => {
      const [first, last] = calendar.span(offset, length);
      return first <= today() && today() <= last;
    };
    const week = weeks.findLast(({ offset }) => calendar.dateOf(offset) <= today());
    const day = weeks.flatMap((week) => week.days.map((day) => ({ ...day, week }))).find(isNow);
    const link = (name, called, ids) => make('li', {}, make('a', { href: `${folder(plan, track)}${ids.join('-')}.html` },
      make('strong', { textContent: word(name, { called }) })));
    return [
      ...day ? [link('search_today', `${day.week.called}, ${day.called}`, [day.week.id, day.id])] : [],
      ...week && calendar.end(Number(self.prepbook.planData(plan).length)) >= today() ? [link('search_week', week.called, [week.id])] : [],
    ];
  };

  const marked = (text, wanted) => {
    let from = 0;
    const parts = [...text.matchAll(WORD)].filter(([word]) => hit(word, wanted)).flatMap(({ 0: word, index }) => {
      const before = text.slice(from, index);
      from = index + word.length;
      return [before, make('mark', { textContent: word })];
    });
    return [...parts, text.slice(from)];
  };
  const excerpt = (text, wanted) => {
    const first = [...text.matchAll(WORD)].find(([word]) => hit(word, wanted))?.index ?? 0;
    const from = first < 60 ? 0 : text.lastIndexOf(' ', first - 40) + 1;
    return `${from ? '… ' : ''}${text.slice(from, from + 180)}${from + 180 < text.length ? '…' : ''}`;
  };

  let last = '';
  self.prepbook.search = () => {
    const input = make('input', { type: 'search', value: last, autocomplete: 'off' });
    const found = status();
    const list = make('ol', { className: 'results' });
    const form = attribute(make('form', {}, row('search_label', input)), 'role', 'search');
    const dialog = ask('search', form, found, list, button('close', () => dialog.close()));
    input.focus();
    input.select();

    let offered = [];
    now().then((links) => {
      offered = links;
      if (!input.value) show();
    }, () => {});
    const show = () => {
      last = input.value;
      let wanted = wordsOf(last).slice(1).split(' ').filter(Boolean).map((one) => ` ${one}`);
      list.replaceChildren(...wanted.length ? [] : offered);
      found.textContent = '';
      if (!rows || !wanted.length) return;
      const parts = fold(last).match(PARTS) ?? [];
      const score = (row) => isNamed(row, parts) * 100 + wanted.filter((one) => has(row.head, one)).length;
      const search = () => rows.filter((row) => wanted.every((one) => has(row.hay, one)) || isNamed(row, parts)).sort((a, b) => score(b) - score(a));
      let hits = search();
      const typed = wanted;
      if (!hits.length) {
        wanted = typed.map((one) => (rows.some(({ hay }) => has(hay, one)) ? one : nearest(one)));
        hits = search();
      }
      const instead = wanted === typed ? '' : wanted.map((one) => one.trim().toLowerCase()).join(' ');
      found.textContent = word(!hits.length ? 'found_none' : instead ? 'found_instead' : 'found', { count: hits.length, words: instead });
      const groups = new Map();
      for (const { address, group, title, text } of hits.slice(0, 60)) {
        const key = address.split(/[/#]/, 1) + group;
        if (!groups.has(key)) {
          groups.set(key, make('ul'));
          list.append(make('li', {}, make('h3', {}, ...marked(group, wanted)), groups.get(key)));
        }
        groups.get(key).append(make('li', {}, make('a', { href: base + address },
          make('strong', {}, ...marked(title, wanted)), ' ', make('span', {}, ...marked(excerpt(text, wanted), wanted)))));
      }
    };
    input.oninput = show;
    form.onsubmit = (event) => {
      event.preventDefault();
      all('a', list)[0]?.click();
    };
    list.onclick = ({ target }) => target.closest('a') && dialog.close();
    dialog.onkeydown = (event) => {
      const stops = [input, ...all('a', list)];
      const to = stops[stops.indexOf(document.activeElement) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
      if (event.key === 'Escape') dialog.close();
      else if (!to) return;
      to?.focus();
      event.preventDefault();
    };
    if (rows) show();
    else index().then(show, () => {
      found.textContent = word('search_failed');
    });
  };
})();
