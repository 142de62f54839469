// Ticks, dates, track and level, search, copying, printing. Pages are whole without it; all it keeps is in this browser.
(() => {
  'use strict';

  const html = document.documentElement;
  const { body } = document;
  const { plan, track } = body.dataset;
  const base = new URL(html.dataset.root || './', location).href;
  const searchScript = document.currentScript.dataset.search;
  const words = self.prepbookWords ?? {};

  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const word = (name, values) => (words[name] ?? '').replace(/{(\w+)}/g, (_, key) => values?.[key]);
  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const button = (name, onclick) =>
    make('button', { type: 'button', className: name, onclick }, make('span', { textContent: word(name) }));
  const row = (name, input) => make('label', { className: `row ${name}` }, make('span', { textContent: word(name) }), ' ', input);
  const status = () => make('p', { role: 'status' });
  const loading = {};
  const load = (src) => loading[src] ??= new Promise((onload, onerror) => {
    document.head.append(make('script', { src, onload, onerror }));
  });
  const folder = (plan, track) => `${base}${plan}/${track && `${track}/`}`;

  // Messages; a dialog that is open holds them

  const said = status();
  const offers = make('span');
  const notice = make('div', { className: 'notice' }, said, offers);
  body.append(notice);
  let hush;
  const say = (text, stay, ...buttons) => {
    clearTimeout(hush);
    (all('dialog[open]').pop() ?? body).append(notice);
    offers.replaceChildren(...buttons, button('close', quiet));
    notice.classList.add('open');
    said.textContent = text;
    if (!stay) hush = setTimeout(() => notice.contains(document.activeElement) || quiet(), 9000);
  };
  const quiet = () => {
    notice.classList.remove('open');
    said.textContent = '';
    offers.replaceChildren();
  };
  const ask = (name, ...inside) => {
    const title = make('h2', { id: `dialog-${name}`, textContent: word(name) });
    const dialog = make('dialog', { className: `dialog ${name}` }, title, ...inside);
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.onclose = () => {
      if (dialog.contains(notice)) body.append(notice);
      dialog.remove();
    };
    body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  // What is kept: each tick and each choice by itself. Where the browser refuses, it is kept while the page is open.

  const PREFIX = 'prepbook:';
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
  const keys = () => {
    let stored = [];
    try {
      stored = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch {}
    return [...new Set([...stored, ...unsaved.keys()])].filter((key) => read(key) != null);
  };
  const change = (...changes) => {
    let failed;
    for (const [key, value] of changes) failed = write(key, value) || failed;
    refresh();
    if (failed && !refused) say(word('refused'), refused = true);
  };
  const undone = [];
  const remember = (changed) => undone.push(changed.map((key) => [key, read(key)]));
  const undo = () => {
    const changes = undone.pop();
    change(...changes);
    say(word('undone'));
    all('[data-task]').find((task) => changes.some(([key]) => key === `task:${task.dataset.task}`))?.querySelector('input').focus();
  };
  document.addEventListener('change', ({ target: box }) => {
    const id = box.type === 'checkbox' && box.closest('[data-task]')?.dataset.task;
    if (!id) return;
    remember([`task:${id}`]);
    const warned = refused;
    change([`task:${id}`, box.checked === box.defaultChecked ? null : Number(box.checked)]);
    if (warned === refused) say('', false, button('undo', undo));
  });

  // Counts

  const chosen = () => {
    const level = read('level');
    return all('[data-level] option').some(({ value }) => value === level) ? level : '';
  };
  const doneByAuthor = all('[data-task]').filter((task) => task.querySelector('input').defaultChecked).map((task) => task.dataset.task);
  const isDone = (id) => (read(`task:${id}`) ?? doneByAuthor.includes(id)) == true;
  const count = (hook, tasks) => {
    const sums = { core: 0, core_done: 0, later: 0, later_done: 0, form: 0, form_done: 0 };
    for (const [kind, id] of tasks) {
      sums[kind]++;
      sums[`${kind}_done`] += isDone(id);
    }
    if (!hook) return sums;
    const text = [sums.core && 'count', sums.later_done && 'count_more', sums.form && 'count_templates']
      .filter(Boolean).map((name) => word(name, sums)).join(', ');
    hook.hidden = !text;
    if (!hook.firstChild) hook.append(make('progress', { ariaHidden: true }), make('span'));
    const [bar, words] = hook.children;
    bar.max = sums.core || 1;
    bar.value = sums.core_done;
    // Said again only when it changes
    if (words.textContent !== text) words.textContent = text;
  };
  const tasksIn = (element) => all('[data-task]', element).filter((task) => !task.closest('[hidden]')).map((task) => [
    'template' in task.dataset ? 'form' : task.closest('.later') ? 'later' : 'core', task.dataset.task,
  ]);
  const tasksOf = (parts, { levels = {} }) => parts.flatMap(({ days = [], core = [], stretch = [], other = [] }) => [
    ...tasksOf(days, { levels }),
    ...[...core, ...other].map((id) => ['core', id]),
    ...stretch.map((id) => ['later', id]),
  ].filter(([, id]) => !chosen() || !levels[id] || levels[id].includes(chosen())));

  // Dates: whole days since 1970, so that no change of clocks is felt

  const DAY = 864e5;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const dayOf = (text) => (/^[1-9]\d{3}-\d\d-\d\d$/.test(text) && Date.parse(text) / DAY) || null;
  const monday = (day) => day - (day + 3) % 7;
  const today = () => {
    const now = new Date();
    return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
  };
  const dates = (first, last, weekday) => {
    const year = iso(first).slice(0, 4) === iso(today()).slice(0, 4) ? undefined : 'numeric';
    return new Intl.DateTimeFormat(html.lang || undefined, { timeZone: 'UTC', day: 'numeric', month: 'long', weekday, year })
      .formatRange(first * DAY, last * DAY);
  };
  const startOf = (plan) => {
    const day = dayOf(read(`start:${plan}`)) ?? dayOf(body.dataset.start);
    return day && monday(day);
  };
  const showDates = () => {
    const start = startOf(plan);
    for (const element of all('[data-day], [data-week-start]')) {
      const { day, length = 1, weekStart } = element.dataset;
      const first = start + Number(day ?? weekStart);
      const last = first + (day ? Number(length) : 7) - 1;
      const when = !start ? '' : last < today() ? 'past' : first > today() ? 'future' : 'today';
      element.dataset.when = when;
      const time = all('time.date', element)[0];
      if (time?.closest('[data-day], [data-week-start]') !== element) continue;
      time.hidden = !start;
      time.ariaCurrent = when === 'today' ? 'date' : null;
      if (start) Object.assign(time, { dateTime: iso(first), textContent: dates(first, last) });
    }
  };

  // Beyond the page: the tasks of an edition

  const edition = async (plan, track) => {
    await load(`${folder(plan, track)}tasks.js`);
    return self.prepbookTasks.find((data) => data.plan === plan && data.track === track);
  };
  const beyond = async (hook) => {
    const { plan, track = read(`track:${plan}`), length } = hook.closest('[data-plan]')?.dataset ?? {};
    if (!plan || track == null) return;
    const data = await edition(plan, track);
    const { progress } = hook.dataset;
    if (progress === 'plan') count(hook, tasksOf([...data.weeks, data], data));
    else if (progress) count(hook, tasksOf(data.weeks.filter(({ id }) => id === progress), data));
    else tell(hook, data, Number(length));
  };
  const tell = (hook, data, length) => {
    const { plan, track, weeks } = data;
    const start = startOf(plan);
    const now = today() - start;
    let text = '';
    let href = '';
    let open = 0;
    if (start && now < 0) text = word('begins', { date: dates(start, start, 'long') });
    else if (start && now >= length) text = word('ended', { date: dates(start + length - 1, start + length - 1, 'long') });
    else if (start) {
      const week = weeks.findLast(({ offset }) => offset <= now);
      const day = week.days.find(({ offset, length }) => offset <= now && now < offset + length);
      text = word('today', { day: [week.called, day?.called].filter(Boolean).join(', ') });
      href = `${folder(plan, track) + [week.id, day?.id].filter(Boolean).join('-')}.html`;
      const from = (dayOf(read(`moved:${plan}`)) ?? start) - start;
      const past = weeks.flatMap(({ days }) => days).filter(({ offset, length }) => offset >= from && offset + length <= now);
      const sums = count(null, tasksOf(past, data));
      open = sums.core - sums.core_done;
    }
    // Drawn again only when it changes, so that focus stays
    const state = `${text}${href}${open}`;
    if (hook.dataset.today === state) return;
    hook.dataset.today = state;
    hook.hidden = !text;
    hook.replaceChildren(make('p', {}, href ? make('a', { href, textContent: text }) : text));
    if (!open) return;
    const then = (key, day) => async () => {
      change([`moved:${plan}`], [`${key}:${plan}`, iso(day)]);
      hook.tabIndex = -1;
      hook.focus();
    };
    hook.append(make('p', { textContent: word('behind', { tasks: open }) }),
      button('shift', then('start', start + 7)), button('move_on', then('moved', today())));
  };

  // Links into a plan lead to the reader's own track, where it has the page

  const rewrite = async (link) => {
    const [, plan, other, page, rest] = /^([^/?#]+)\/([^/?#]+)\/([^/?#]*)(.*)/.exec(decodeURI(link.href.replace(base, ''))) ?? [];
    const own = read(`track:${plan}`);
    if (!own || own === other || link.closest('[data-editions]')) return;
    const { pages, weeks } = await edition(plan, own);
    const there = pages?.includes(page) ?? ['index', 'everything', ...weeks.map(({ id }) => id)].some((id) => page.startsWith(id));
    if (there) link.href = folder(plan, own) + page + rest;
  };

  const refresh = () => {
    const level = chosen();
    const scheme = read('scheme') ?? '';
    for (const [key, value] of [['level', level], ['scheme', scheme]]) {
      if (value) html.dataset[key] = value;
      else delete html.dataset[key];
      for (const select of all(`select[data-${key}]`)) select.value = value;
    }
    for (const item of all('[data-levels]')) item.hidden = level && !item.dataset.levels.split(' ').includes(level);
    for (const task of all('[data-task]')) task.querySelector('input').checked = isDone(task.dataset.task);
    showDates();
    for (const hook of all('[data-progress], [data-today]')) {
      const scope = { page: 'body', day: '[data-day]', week: '[data-week-start]' }[hook.dataset.progress];
      if (scope) count(hook, tasksIn(hook.closest(scope)));
      else beyond(hook).catch(() => {});
    }
  };

  // My plan: dates, and the ticks as a file

  const datePart = () => {
    const own = plan ?? read('plan');
    const length = Number(all('[data-length]').find((element) => element.dataset.plan === own)?.dataset.length);
    if (!length) return '';
    const result = status();
    const field = (name, earlier) => {
      const input = make('input', { type: 'date' });
      input.onchange = () => {
        const day = dayOf(input.value);
        if (day) set(iso(monday(day) - earlier));
      };
      return row(name, input);
    };
    const fields = [field('start', 0), field('interview', length - 7)];
    const set = (start) => {
      if (start !== undefined) change([`start:${own}`, start]);
      const first = startOf(own);
      fields[0].lastChild.value = first ? iso(first) : '';
      result.textContent = first ? word('runs', {
        first: dates(first, first, 'long'), last: dates(first + length - 1, first + length - 1, 'long'),
      }) : '';
    };
    set();
    return make('section', {}, ...fields, make('p', { textContent: word('monday') }), result, button('clear', () => set(null)));
  };
  const save = () => {
    const text = JSON.stringify({ prepbook: 1, kept: Object.fromEntries(keys().map((key) => [key, read(key)])) }, null, 1);
    make('a', { href: URL.createObjectURL(new Blob([text])), download: `prepbook-${iso(today())}.json` }).click();
  };
  const restore = async (file) => {
    try {
      const { prepbook, kept } = JSON.parse(await file.text());
      if (prepbook !== 1) throw 0;
      const taken = Object.entries(kept).filter(([key, value]) =>
        /^(level|scheme|(task|track|start|moved):[^/]{1,99})$/.test(key) && /^[^/\\:]{1,99}$/.test(value));
      remember(taken.map(([key]) => key));
      change(...taken);
      say(word('imported', { ticks: taken.filter(([key]) => key.startsWith('task:')).length }));
    } catch {
      say(word('import_bad'), true);
    }
  };
  const myPlan = () => {
    const file = make('input', { type: 'file', accept: '.json', hidden: true });
    file.onchange = () => restore(file.files[0]);
    const slash = make('input', { type: 'checkbox', checked: read('slash') !== 'off' });
    slash.onchange = () => change(['slash', slash.checked ? null : 'off']);
    const dialog = ask('my_plan', datePart(),
      make('section', {},
        button('undo', () => {
          dialog.close();
          if (undone.length) undo();
        }),
        button('export', save), button('import', () => file.click()), file, button('reset', () => reset(dialog))),
      row('slash', slash), button('close', () => dialog.close()));
  };
  const reset = (first) => {
    const ticks = keys().filter((key) => key.startsWith('task:'));
    const dialog = ask('reset_title', make('p', { textContent: word('reset_text', { ticks: ticks.length }) }),
      button('cancel', () => dialog.close()),
      button('reset_yes', () => {
        dialog.close();
        first.close();
        remember(ticks);
        change(...ticks.map((key) => [key]));
        say(word('reset_said'), true, button('undo', undo));
      }));
  };

  const search = async () => {
    try {
      await load(searchScript);
      self.prepbook.search();
    } catch {
      say(word('search_failed'), true);
    }
  };
  self.prepbook = { all, ask, base, button, folder, load, make, read, row, status, word };

  // Controls

  const tools = all('[data-tools]')[0];
  const wire = (name, select) => {
    select.dataset[name] = '';
    select.onchange = () => change([name, select.value || null]);
    return select;
  };
  const choice = (name, ...options) => row(name, wire(name, make('select', { autocomplete: 'off' },
    ...options.map(([value, textContent]) => make('option', { value, textContent })))));
  if (tools) {
    const known = all('select[data-level]')[0];
    const levels = [...new Set(all('[data-levels]').flatMap((item) => item.dataset.levels.split(' ')))].sort();
    if (known) wire('level', known);
    else if (levels[1]) tools.append(choice('level', ['', word('level_all')], ...levels.map((id) => [id, id.toUpperCase()])));
    tools.append(choice('scheme', ['', word('scheme_system')], ['light', word('scheme_light')], ['dark', word('scheme_dark')]));
    if (self.HTMLDialogElement) {
      tools.prepend(button('search', search));
      tools.append(button('my_plan', myPlan));
      document.addEventListener('keydown', (event) => {
        if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || read('slash') || all('dialog[open]')[0]
          || event.target.closest('input:not([type=checkbox]), select, textarea')) return;
        event.preventDefault();
        search();
      });
    }
    tools.append(button('print', () => print()));
    tools.hidden = false;
  }
  for (const task of all('[data-task]')) {
    const day = task.closest('[data-called]')?.dataset.called ?? all('h1')[0].textContent;
    task.querySelector('input').ariaLabel = `${task.querySelector('label').textContent.trim()} – ${day}`;
  }
  if (plan) {
    write(`track:${plan}`, track);
    write('plan', plan);
  } else for (const link of all('main a[href]')) rewrite(link).catch(() => {});
  refresh();

  if (navigator.clipboard) {
    const copy = (text, element = button('copy')) => {
      element.onclick = () => navigator.clipboard.writeText(text()).then(() => say(word('copied')), () => say(word('copy_failed')));
      return element;
    };
    for (const figure of all('figure.template')) {
      const source = all('template', figure)[0]?.content ?? figure.cloneNode(true);
      figure.prepend(copy(() => source.textContent.trim()));
    }
    for (const pre of all('main pre')) {
      const box = make('div', { className: 'copyable' });
      pre.replaceWith(box);
      box.append(copy(() => pre.textContent), pre);
    }
    for (const heading of all('.chapter main :is(h2, h3, h4)[id]')) {
      const ariaLabel = word('copy_address', { title: heading.textContent });
      const mark = make('a', { className: 'mark', href: `#${heading.id}`, textContent: '#', ariaLabel });
      heading.append(' ', copy(() => mark.href, mark));
    }
  }
  addEventListener('storage', refresh);
  addEventListener('pageshow', refresh);
  document.addEventListener('visibilitychange', refresh);

  // Reading without a connection

  const { serviceWorker } = navigator;
  if ('sw' in html.dataset && serviceWorker && location.protocol !== 'file:') {
    const offer = (worker) => serviceWorker.controller && worker && say(word('new_version'), true, button('reload', () => {
      serviceWorker.oncontrollerchange = () => location.reload();
      worker.postMessage('now');
    }));
    serviceWorker.register(`${base}service-worker.js`).then((registration) => {
      offer(registration.waiting);
      registration.onupdatefound = () => {
        const worker = registration.installing;
        worker.onstatechange = () => worker.state === 'installed' && offer(worker);
      };
    }, () => {});
  }
})();
