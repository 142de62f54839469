// What lies beyond the page: how a plan goes on the whole, what today brings, where the reader's own track has a page.
(() => {
  'use strict';

  const { all, base, button, change, chosen, count, dates, dayOf, doneByAuthor, folder, isDone, iso, load, make, name, need, read, refresh, show,
    startOf, today, watchers, word } = self.prepbook;

  const edition = async (plan, track) => {
    await load(`${folder(plan, track)}tasks.js`);
    const data = self.prepbookTasks.find((data) => data.plan === plan && data.track === track);
    for (const id of data.done ?? []) doneByAuthor.add(id);
    return data;
  };
  const namesOf = async (plan) => {
    await load(`${base}${plan}/names.js`);
    return self.prepbookNames.find((data) => data.plan === plan).names;
  };
  const tasksOf = (parts, { levels = {} }) => parts.flatMap(({ days = [], core = [], stretch = [], other = [] }) => [
    ...tasksOf(days, { levels }),
    ...[...core, ...other].map((id) => ['core', id]),
    ...stretch.map((id) => ['later', id]),
  ].filter(([, id]) => !chosen() || !levels[id] || levels[id].includes(chosen())));

  const fill = async (hook) => {
    const { plan, track = read(`track:${plan}`), length } = hook.closest('[data-plan]')?.dataset ?? {};
    if (!plan || track == null) return;
    const data = await edition(plan, track);
    const { progress } = hook.dataset;
    if (progress === 'plan') show(hook, tasksOf([...data.weeks, data], data));
    else if (progress) show(hook, tasksOf(data.weeks.filter(({ id }) => progress.split(' ').includes(id)), data));
    else {
      await tell(hook, data, Number(length));
      if (data.reviews) await need('reviews').then(() => self.prepbook.reviews(hook, data, namesOf));
    }
  };
  const tell = async (hook, data, length) => {
    const { plan, track, weeks } = data;
    const start = startOf(plan);
    const now = today() - start;
    const box = [];
    let open = 0;
    if (start && now < 0) box.push(word('begins', { date: dates(start, start, 'long') }));
    else if (start && now >= length) box.push(word('ended', { date: dates(start + length - 1, start + length - 1, 'long') }));
    else if (start) {
      const week = weeks.findLast(({ offset }) => offset <= now);
      const day = week.days.find(({ offset, length }) => offset <= now && now < offset + length);
      const called = [week.called, day?.called].filter(Boolean).join(', ');
      const href = `${folder(plan, track) + [week.id, day?.id].filter(Boolean).join('-')}.html`;
      box.push(make('a', { href, textContent: word('today', { day: called }) }));
      const tasks = day ? tasksOf([day], data).filter(([kind]) => kind === 'core') : [];
      const names = await namesOf(plan).catch(() => ({}));
      if (tasks.every(([, id]) => names[id])) box.push(...tasks.map(([, id]) => [id, names[id], called]));
      const from = (dayOf(read(`moved:${plan}`)) ?? start) - start;
      const past = weeks.flatMap(({ days }) => days).filter(({ offset, length }) => offset >= from && offset + length <= now);
      const sums = count(tasksOf(past, data));
      open = sums.core - sums.core_done;
    }
    // Drawn again only when it changes, so that focus stays
    const state = `${box} ${open}`;
    if (hook.dataset.today === state) return;
    hook.dataset.today = state;
    hook.hidden = !box[0];
    const list = make('ul', {}, ...box.slice(1).map(([id, text, called]) => {
      const input = make('input', { type: 'checkbox', defaultChecked: doneByAuthor.has(id), checked: isDone(id) });
      const task = make('li', { className: 'task' }, make('label', {}, input, ' ', make('span', { textContent: text })));
      task.dataset.task = id;
      name(task, called);
      return task;
    }));
    list.dataset.tasks = '';
    hook.replaceChildren(make('p', {}, box[0] ?? ''), ...list.firstChild ? [list] : []);
    if (!open) return;
    const then = (key, day) => () => {
      change([[`moved:${plan}`], [`${key}:${plan}`, iso(day)]]);
      hook.tabIndex = -1;
      hook.focus();
    };
    hook.append(make('p', { textContent: word('behind', { tasks: word('tasks', { count: open, tasks: open }) }) }), make('p', { className: 'row' },
      button('shift', then('start', start + 7)), button('move_on', then('moved', today()))));
  };
  watchers.push(() => {
    for (const hook of all('[data-progress], [data-today]')) {
      if (!['page', 'day', 'week'].includes(hook.dataset.progress)) fill(hook).catch(() => {});
    }
  });

  // What authors changed of a plan since the reader's last visit, said once

  const news = async (hook) => {
    const { plan, track } = document.body.dataset;
    const now = hook.dataset.revision;
    const seen = read(`seen:${plan}`);
    if (seen && Number(now) <= Number(seen)) return;
    if (seen) {
      await need('news');
      const box = await self.prepbook.news(plan, Number(seen), (await edition(plan, track)).weeks);
      if (box) hook.before(box);
    }
    change([[`seen:${plan}`, now]]);
  };
  for (const hook of all('[data-revision]')) news(hook).catch(() => {});

  // Links into a plan lead to the reader's own track, where it has the page

  const lead = async (link) => {
    const [, plan, other, page, rest] = /^([^/?#]+)\/([^/?#]+)\/([^/?#]*)(.*)/.exec(decodeURI(link.href.replace(base, ''))) ?? [];
    const own = read(`track:${plan}`);
    if (!own || own === other || link.closest('[data-editions]')) return;
    const { pages = [], weeks } = await edition(plan, own);
    const there = ['index', 'everything', ...pages, ...weeks.map(({ id }) => id)].some((id) => page === `${id}.html` || page.startsWith(`${id}-`));
    if (there) link.href = folder(plan, own) + page + rest;
  };
  if (!document.body.dataset.plan) for (const link of all('main a[href]')) lead(link).catch(() => {});
  refresh();
})();
