// Search, loaded when first wanted: through the chapters and the reader's own track.
(() => {
  'use strict';

  const { all, ask, attribute, base, button, folder, load, make, read, row, status, word } = self.prepbook;
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  // Written without spaces: found anywhere in a word
  const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
  const wordsOf = (text) => ['', ...(fold(text).match(WORD) ?? [])].join(' ');
  const has = (hay, wanted) => hay.includes(UNSPACED.test(wanted) ? wanted.trim() : wanted);
  const hit = (word, wanted) => wanted.some((one) => has(` ${fold(word)}`, one));

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
      return { address, group, title, text, head, hay: head + wordsOf(text) };
    });
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

    const show = () => {
      last = input.value;
      const wanted = wordsOf(last).slice(1).split(' ').filter(Boolean).map((one) => ` ${one}`);
      if (!rows) return;
      const score = ({ head }) => wanted.filter((one) => has(head, one)).length;
      const hits = wanted.length ? rows.filter(({ hay }) => wanted.every((one) => has(hay, one))).sort((a, b) => score(b) - score(a)) : [];
      found.textContent = last && word(hits.length ? 'found' : 'found_none', { count: hits.length });
      const groups = new Map();
      list.replaceChildren();
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
