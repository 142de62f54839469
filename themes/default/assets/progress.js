// What lies beyond the page: how a plan goes on the whole, what its author changed, where the reader's own track has a page.
(() => {
  'use strict';

  // It may be in a page and be wanted by a script too
  if (self.prepbook.edition) return;
  const { all, base, change, chosen, doneByAuthor, folder, load, need, open, read, refresh, show, watchers } = self.prepbook;
  // What shows the card of today, where there is a first day
  const cardScripts = document.currentScript.dataset.today?.split(' ') ?? [];

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
    const { plan, track = read(`track:${plan}`), start, length } = hook.closest('[data-plan]')?.dataset ?? {};
    if (!plan || track == null) return;
    const data = await edition(plan, track);
    const { progress } = hook.dataset;
    if (progress === 'plan') show(hook, tasksOf([...data.weeks, data], data));
    else if (progress) show(hook, tasksOf(data.weeks.filter(({ id }) => progress.split(' ').includes(id)), data));
    else {
      if (start || read(`start:${plan}`) || self.prepbook.showToday || hook.closest('[data-current]') || tasksOf(data.weeks, data).some(([, id]) => read(`task:${id}`))) {
        for (const src of cardScripts) await load(src);
        await self.prepbook.showToday(hook, data, Number(length));
      }
      if (data.reviews) await need('dates', 'reviews').then(() => self.prepbook.reviews(hook, data, namesOf));
    }
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
  Object.assign(self.prepbook, { edition, namesOf, tasksOf });
  // After a plan was begun, what comes next
  try {
    if (sessionStorage.getItem('prepbook-begun') === document.body.dataset.plan) open('dates begun', 'begun')();
  } catch {}
  if (!document.body.dataset.plan) for (const link of all('main a[href]')) lead(link).catch(() => {});
  refresh();
})();
