// Tasks that were planned again: on their new day, with where they come from, and marked on the old one. Loaded by pages that
// have some, or tasks of days that were skipped.
(() => {
  'use strict';

  const { all, daysOf, doneByAuthor, edition, isDone, isSkipped, make, name, namesOf, read, refresh, watchers, word } = self.prepbook;

  /** Sets the note of a task, as part of its words. */
  const note = (task, text) => {
    const [words] = all('label > span', task);
    const [own] = all('.replanned', words);
    if (own?.textContent === text || (!own && !text)) return;
    own?.remove();
    if (text) words.append(make('small', { className: 'replanned', textContent: text }));
    name(task, task.closest('[data-called]')?.dataset.called ?? all('h1')[0].textContent);
  };
  const item = (names, called, [id, from]) => {
    const input = make('input', { type: 'checkbox', defaultChecked: doneByAuthor.has(id), checked: isDone(id) });
    const words = make('span', { textContent: names[id] }, make('small', { className: 'replanned', textContent: word('moved_here', { day: from }) }));
    const task = make('li', { className: 'task' }, make('label', {}, input, ' ', words));
    task.dataset.task = id;
    name(task, called);
    return task;
  };

  self.prepbook.again = async () => {
    const { plan, track } = document.body.dataset;
    const [data, names] = await Promise.all([edition(plan, track), namesOf(plan)]);
    const draw = () => {
      const days = daysOf(data);
      const shown = new Map(days.flatMap(({ called, moved }) => moved.map(([id]) => [id, called])));
      const optional = new Set((read(`again:${plan}`) ?? '').split(' ').filter((task) => task.endsWith('@-')).map((task) => task.slice(0, -2)));
      for (const place of all(':is(.day, .sheet)[data-day]')) {
        const { moved = [], called } = days.find(({ day }) => `${day.offset}` === place.dataset.day) ?? {};
        const [old] = all('.again', place);
        const state = moved.join();
        if ((old?.dataset.again ?? '') === state) continue;
        old?.remove();
        if (!state) continue;
        const list = make('ul', {}, ...moved.map((task) => item(names, called, task)));
        list.dataset.tasks = '';
        const box = make('div', { className: 'again' }, list);
        box.dataset.again = state;
        const [next] = all('.later, .listed, .write', place);
        if (next) next.before(box);
        else place.append(box);
      }
      for (const task of all('[data-task]')) {
        const { task: id } = task.dataset;
        if (task.closest('.again, [data-today]')) continue;
        note(task, isSkipped(id) ? word('skipped') : shown.has(id) ? word('moved_to', { day: shown.get(id) }) : optional.has(id) ? word('stretch') : '');
      }
    };
    watchers.push(draw);
    refresh();
  };
})();
