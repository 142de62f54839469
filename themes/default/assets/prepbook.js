// Ticks, counts, dates, copying, and what opens the rest. Pages are whole without it; all it keeps is in this browser.
(() => {
  'use strict';

  const html = document.documentElement;
  const { body } = document;
  const { plan, track } = body.dataset;
  const base = new URL(html.dataset.root || './', location).href;
  const { copy: copying, more: moreWords } = document.currentScript.dataset;
  const words = self.prepbookWords ?? {};

  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  // A word that counts has a form for each kind of count, in the language that the word is from
  const form = (word, count) => word.other ? word[new Intl.PluralRules(word.language).select(count)] ?? word.other : word;
  const word = (name, values) => form(words[name] ?? '', values?.count).replace(/{(\w+)}/g, (_, key) => values?.[key]);
  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  // Older browsers know `role` and `aria-…` as attributes only
  const attribute = (element, name, value) => {
    element.setAttribute(name, value);
    return element;
  };
  const button = (name, onclick) =>
    make('button', { type: 'button', className: name, onclick }, make('span', { textContent: word(name) }));
  const row = (name, input) => make('label', { className: `row ${name}` }, make('span', { textContent: word(name) }), ' ', input);
  const status = () => attribute(make('p'), 'role', 'status');
  const loading = {};
  const load = (src) => loading[src] ??= new Promise((onload, onerror) => {
    document.head.append(src.endsWith('.css') ? make('link', { rel: 'stylesheet', href: src, onload, onerror }) : make('script', { src, onload, onerror }));
  });
  const folder = (plan, track) => `${base}${plan}/${track && `${track}/`}`;

  // Messages; a dialog that is open holds them

  const said = status();
  const offers = make('span', { className: 'row' });
  const notice = make('div', { className: 'notice' }, said, offers);
  body.append(notice);
  let hush;
  const say = (text, stay, ...buttons) => {
    clearTimeout(hush);
    (all('dialog[open]').pop() ?? body).append(notice);
    const shut = attribute(button('close', quiet), 'aria-label', word('close'));
    shut.firstChild.textContent = '×';
    offers.replaceChildren(...buttons, shut);
    notice.classList.add('open');
    said.textContent = text;
    need().catch(() => {});
    if (!stay) hush = setTimeout(() => notice.contains(document.activeElement) || quiet(), 9000);
  };
  const quiet = () => {
    notice.classList.remove('open');
    said.textContent = '';
    offers.replaceChildren();
  };

  // What is kept: each tick and each choice by itself. Where the browser refuses, it is kept while the page is open.

  // Under the version of the store and the handbook's id: no two handbooks of one host share anything
  const PREFIX = `prepbook:3:${html.dataset.handbook}:`;
  const unsaved = new Map();
  let refused;
  const read = (key) => {
    if (unsaved.has(key)) return unsaved.get(key);
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      if (value == null) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, value);
      unsaved.delete(key);
    } catch {
      unsaved.set(key, value ?? null);
      return true;
    }
  };
  const stored = (prefix) => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    } catch {
      return [];
    }
  };
  const keys = () =>
    [...new Set([...stored(PREFIX), ...unsaved.keys()])].filter((key) => read(key) != null);
  // Whether it was kept; `offers` are buttons beside the message that says it was not
  const change = (changes, ...offers) => {
    let failed;
    for (const [key, value] of changes) failed = write(key, value) || failed;
    refresh();
    if (failed && (!refused || offers[0])) {
      refused = true;
      need().catch(() => {}).then(() => say(word('refused'), true, ...offers));
    }
    return !failed;
  };
  // What lasts as long as the tab
  const session = (key, value) => {
    try {
      return value ? sessionStorage.setItem(PREFIX + key, value) : sessionStorage.getItem(PREFIX + key);
    } catch {}
  };
  // A tick is kept with its day, and so is its removal: devices that meet later know which was last. `n` counts the
  // changes of one day, and of days before the last one if a clock was set back.
  const marked = (id, done) => {
    const [, day = '', n = 0] = (read(`task:${id}`) ?? '').split(' ');
    const now = iso(today());
    return [`task:${id}`, [Number(done), ...now > day ? [now] : [day, Number(n) + 1]].join(' ')];
  };
  document.addEventListener('change', ({ target: box }) => {
    const task = box.type === 'checkbox' && box.closest('[data-task]');
    if (!task) return;
    const tick = marked(task.dataset.task, box.checked);
    const before = read(tick[0]);
    const warned = refused;
    change([tick]);
    open('ticked', 'ticked', task, before, warned === refused, place)();
  });

  // Counts

  const [select] = all('select[data-level]');
  const levels = select ? [...select.options].map(({ value }) => value) : [...new Set(all('[data-levels]').flatMap((item) => item.dataset.levels.split(' ')))].sort();
  const chosen = () => {
    const level = read('level');
    return levels.includes(level) ? level : '';
  };
  const doneByAuthor = new Set();
  const isDone = (id) => (read(`task:${id}`)?.[0] ?? doneByAuthor.has(id)) == true;
  // Tasks of days that the reader skipped count apart, so that all of a plan can still be done
  const isSkipped = (id) => read(`task:${id}`)?.[0] == 2;
  const count = (tasks) => {
    const sums = { core: 0, core_done: 0, later: 0, later_done: 0, form: 0, form_done: 0, skipped: 0 };
    for (const [kind, id] of tasks) {
      if (isSkipped(id)) sums.skipped++;
      else sums[kind]++;
      sums[`${kind}_done`] += isDone(id);
    }
    return sums;
  };
  const inWords = (sums) => [sums.core && 'count', sums.later_done && 'count_more', sums.form && 'count_templates', sums.skipped && 'count_skipped']
    .filter(Boolean).map((name) => word(name, { ...sums, count: sums.core_done })).join(', ');
  const show = (hook, tasks) => {
    const sums = count(tasks);
    const text = inWords(sums);
    hook.hidden = !text;
    if (!hook.firstChild) hook.append(attribute(make('progress'), 'aria-hidden', true), make('span'));
    const [bar, words] = hook.children;
    bar.max = sums.core || 1;
    bar.value = sums.core_done;
    words.textContent = text;
  };
  const tasksIn = (element) => all('[data-task]', element).filter((task) => !task.closest('[hidden], .again')).map((task) => [
    'template' in task.dataset ? 'form' : task.closest('.later') ? 'later' : 'core', task.dataset.task,
  ]);

  // Days: whole days since 1970, so that no change of clocks is felt

  const DAY = 864e5;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const dayOf = (text) => (/^[1-9]\d{3}-\d\d-\d\d$/.test(text) && Date.parse(text) / DAY) || null;
  // A handbook that was built with `--date` shows that day
  const today = () => {
    const now = new Date();
    return dayOf(html.dataset.date) ?? Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  };
  const watchers = [];
  const refresh = () => {
    const level = chosen();
    const scheme = read('scheme') ?? '';
    for (const [key, value] of [['level', level], ['scheme', scheme]]) {
      if (value) html.dataset[key] = value;
      else delete html.dataset[key];
    }
    for (const select of all('select[data-level]')) select.value = level;
    for (const item of all('[data-levels]')) item.hidden = level && !item.dataset.levels.split(' ').includes(level);
    if (level && all('.listed')[0]) need('listed').catch(() => {});
    for (const task of all('[data-task]')) {
      const box = task.querySelector('input');
      doneByAuthor[box.defaultChecked ? 'add' : 'delete'](task.dataset.task);
      box.checked = isDone(task.dataset.task);
      task.classList.toggle('skipped', isSkipped(task.dataset.task));
    }
    for (const hook of all('[data-progress]')) {
      const scope = { page: 'body', day: '[data-day]', week: '[data-week-start]' }[hook.dataset.progress];
      if (scope) show(hook, tasksIn(hook.closest(scope)));
    }
    for (const watcher of watchers) watcher();
  };
  const name = (task, day) => {
    attribute(task.querySelector('input'), 'aria-label', `${task.querySelector('label').textContent.trim()} – ${day}`);
  };

  // For the scripts that are loaded when they are wanted
  // Loads scripts by their names in the theme, and what styles they need; the list of where all are comes with the words
  const need = async (...names) => {
    await load(moreWords);
    const asset = (name) => load(base + self.prepbookAssets[name]);
    await Promise.all(['dialog.css', 'dialog.js', 'undo.js'].map(asset));
    for (const name of names) await asset(`${name}.js`);
  };
  const open = (scripts, verb, ...values) => () => need(...scripts.split(' ')).then(() => self.prepbook[verb](...values)).catch(() => say(word('not_loaded'), true));
  self.prepbook = {
    all, attribute, base, button, change, chosen, count, dayOf, doneByAuthor, folder, inWords, isDone, isSkipped, iso, keys, levels, load, make,
    marked, name, need, notice, open, quiet, read, refresh, row, say, session, show, status, stored, tasksIn, today, watchers, word,
  };

  // Controls

  const tools = all('[data-tools]')[0];
  if (tools && self.HTMLDialogElement) {
    const search = open('search-ui', 'search');
    const find = button('search', search);
    find.insertAdjacentHTML('afterbegin', '<svg class="sign" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2M11 11l3.5 3.5"/></svg>');
    const mine = button('my_plan', open('dates my-plan', 'myPlan'));
    tools.append(find, mine);
    const [ways] = all('[data-ways]', tools);
    if (ways) {
      ways.hidden = true;
      const way = make('small');
      mine.append(' ', way);
      watchers.push(() => (way.textContent = [ways.firstChild.textContent, select?.value && select.selectedOptions[0].textContent].filter(Boolean).join(' · ')));
    }
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || read('slash') || all('dialog[open]')[0]
        || event.target.closest('input:not([type=checkbox], [type=radio]), select, textarea')) return;
      event.preventDefault();
      search();
    });
  }

  // The reader's place: drawn at once as it was last known in this tab, then by a script for those who have been here before

  const [now] = all('[data-now]');
  const showNow = (text, path) => {
    now.hidden = !text;
    now.textContent = text;
    now.href = base + path;
    if (now.href === location.href.split(/[?#]/)[0]) attribute(now, 'aria-current', 'page');
  };
  self.prepbook.showNow = showNow;
  const [day, text, path] = JSON.parse(session('now') ?? '[]');
  if (now && day === iso(today())) showNow(text, path);
  const place = () => need('dates', 'today-words', 'progress', 'today', 'now');
  if (now && (read('plan') || ['track', 'start', 'target'].some((name) => read(`${name}:${plan}`) != null) || body.dataset.start || body.dataset.target)) place().catch(() => {});
  for (const link of all('[data-home]')) link.href = `${base}index.html`;
  // On a phone, what is said before the first task is short until it is asked for
  const [core] = all('.on-day .core');
  const first = [...core?.children ?? []].findIndex((part) => part.querySelector('.task'));
  if (first > 0) {
    const brief = make('div', { className: 'brief' });
    const parts = [...core.children].slice(0, first);
    core.prepend(brief);
    const more = button('more', () => brief.classList.add('open'));
    brief.append(...parts, more);
    if (first < 3 && parts.every((part) => part.scrollWidth <= part.clientWidth)) more.click();
  }

  if (plan) {
    const before = read('plan');
    if (before && before !== plan) open('carry', 'carry', before, plan)();
    write(`track:${plan}`, track);
    write('plan', plan);
  }
  const settle = () => {
    for (const task of all('[data-task]:not([data-today] *)')) name(task, task.closest('[data-called]')?.dataset.called ?? all('h1')[0].textContent);
    refresh();
  };
  settle();
  if (all('.day, .sheet')[0] && (read(`again:${plan}`) || all('.skipped')[0])) open('dates today-words progress today again', 'again')();
  // What an earlier version kept is taken over once, and what a later one keeps is left alone
  const other = read('former') ? /^[4-9]/ : /^[^3]/;
  if (stored('prepbook:').some((key) => other.test(key))) open('merge former', 'takeOver')();

  // A link from another device has what it keeps in its fragment, which no server sees
  const arrive = () => location.hash.startsWith('#move=') && open('dates merge move', 'arrive')();
  addEventListener('hashchange', arrive);
  arrive();
  for (const note of all('[data-note]')) {
    note.hidden = false;
    note.ontoggle = open('merge note', 'note', note);
    const { note: ids, parts = '' } = note.dataset;
    note.open = ids.split(' ').some((id) => parts.split(' ').some((part) => read(`note:${id}${part}`)));
  }
  addEventListener('beforeinstallprompt', (event) => (self.prepbook.offered = event));

  if (all('figure.template, main pre, .on-chapter main :is(h2, h3, h4)[id]')[0]) {
    for (const src of copying.split(' ')) load(src).catch(() => {});
  }
  // On paper folds are open; browsers that open them by styles alone have nothing to do here
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details:not([open], .start, .no-print)');
    for (const fold of folded) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of folded) fold.open = false;
  });
  addEventListener('storage', refresh);
  addEventListener('pageshow', settle);
  document.addEventListener('visibilitychange', refresh);

  if ('offline' in html.dataset && navigator.serviceWorker && location.protocol !== 'file:') open('offline', 'register')();
})();
