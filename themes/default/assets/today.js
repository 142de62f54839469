// The days of a plan by the reader's calendar: what today brings, and what is open from earlier days.
(() => {
  'use strict';

  // It may be wanted by a page and by a script too
  if (self.prepbook.showToday) return;
  const { all, button, calendarOf, dates, dayOf, doneByAuthor, folder, isDone, isSkipped, make, name, namesOf, open, read, tasksOf, today,
    word } = self.prepbook;

  /** The days of an edition by the reader's calendar, each with its core tasks and those that were planned again for it. */
  const daysOf = (data) => {
    const own = calendarOf(data.plan);
    // A task whose new day is not in the plan any more stays on its own
    const there = new Set(['-', ...data.weeks.flatMap(({ days }) => days.map(({ offset }) => `${offset}`))]);
    const again = new Map((read(`again:${data.plan}`) ?? '').split(' ').map((task) => task.split('@')).filter(([, day]) => there.has(day)));
    const days = data.weeks.flatMap((week) => week.days.map((day) => {
      const [first, last] = own ? own.span(day.offset, day.length) : [];
      const ids = tasksOf([day], data).filter(([kind]) => kind === 'core').map(([, id]) => id);
      return { week, day, first, last, ids, called: [week.called, day.called].filter(Boolean).join(', ') };
    }));
    const from = new Map(days.flatMap(({ ids, called }) => ids.map((id) => [id, called])));
    return days.map((day, at) => {
      const isFirst = days.findIndex((other) => other.day.offset === day.day.offset) === at;
      const moved = [...again].filter(([id, offset]) => isFirst && from.has(id) && offset === `${day.day.offset}`).map(([id]) => [id, from.get(id)]);
      return { ...day, moved, ids: [...day.ids.filter((id) => !again.has(id)), ...moved.map(([id]) => id)] };
    });
  };
  const isOpen = (id) => !isDone(id) && !isSkipped(id);
  /** The days that are over with tasks that are still open, each with these. */
  const behind = (days, plan) => days.filter(({ first, last }) => last < today() && first >= (dayOf(read(`moved:${plan}`)) ?? 0))
    .map((day) => ({ ...day, ids: day.ids.filter(isOpen) })).filter(({ ids }) => ids[0]);
  /** Minutes as short as the language allows. */
  const inHours = (time) => {
    const [hours, minutes] = [Math.floor(time / 60), time % 60];
    if (hours && minutes) return word('hours_minutes', { hours, minutes: `${minutes}`.padStart(2, '0') }).replace(/ /g, '\u00a0');
    return hours ? `${hours}\u00a0${word('hours')}` : `${minutes}\u00a0${word('minutes')}`;
  };
  /** The tasks of a day as its page shows them, with links and emphasis; a page from the disk can read no other. */
  const shownOn = async (address) => {
    if (location.protocol === 'file:') return new Map();
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
    return new Map(all('[data-task]', page).map((task) => {
      const words = document.importNode(task.querySelector('label > span'), true);
      for (const link of all('a[href]', words)) link.href = new URL(link.getAttribute('href'), address).href;
      return [task.dataset.task, words];
    }));
  };
  const addressOf = ({ plan, track }, { week, day }) => `${folder(plan, track) + [week.id, day?.id].filter(Boolean).join('-')}.html`;

  const showToday = async (hook, data, length) => {
    const { plan, weeks } = data;
    const own = calendarOf(plan);
    const now = today();
    const box = [];
    let count = 0;
    let minutes;
    let shown = new Map();
    const days = daysOf(data);
    const link = (name, values, to) => make('a', { href: addressOf(data, to), textContent: word(name, values) });
    if (own) {
      count = behind(days, plan).flatMap(({ ids }) => ids).length;
      const day = days.find(({ first, last }) => first <= now && now <= last);
      const next = days.find(({ first }) => first > now);
      const long = (day) => dates(day, day, 'long');
      if (now < own.dateOf(0)) box.push(word('begins', { date: long(own.dateOf(0)) }));
      else if (now > own.end(length)) box.push(word('ended', { date: long(own.end(length)) }));
      else if (day) {
        box.push(link('today', { day: day.called }, day));
        ({ minutes } = day.day);
        shown = await shownOn(addressOf(data, day)).catch(() => shown);
        const names = await namesOf(plan).catch(() => ({}));
        const from = new Map(day.moved);
        if (day.ids.every((id) => names[id])) box.push(...day.ids.map((id) => [id, names[id], day.called, from.get(id)]));
      } else if (next) box.push(link('next', { day: next.called, date: long(next.first) }, next));
      else {
        const week = weeks.findLast(({ offset }) => own.dateOf(offset) <= now);
        box.push(link('today', { day: week.called }, { week }));
      }
    }
    else {
      const next = days.find(({ ids }) => ids.some(isOpen));
      if (next) box.push(link(days.some(({ ids }) => ids.some((id) => read(`task:${id}`))) ? 'continue' : 'start_with', { day: next.called }, next));
    }
    // Drawn again only when it changes, so that focus stays
    const state = `${box[0]?.textContent ?? ''} ${box} ${count}`;
    if (hook.dataset.today === state) return;
    hook.dataset.today = state;
    hook.hidden = !box[0];
    const list = make('ul', {}, ...box.slice(1).map(([id, text, called, from]) => {
      const input = make('input', { type: 'checkbox', defaultChecked: doneByAuthor.has(id), checked: isDone(id) });
      const words = shown.get(id) ?? make('span', { textContent: text });
      if (from) words.append(' ', make('small', { textContent: word('moved_here', { day: from }) }));
      const task = make('li', { className: 'task' }, make('label', {}, input, ' ', words));
      task.dataset.task = id;
      name(task, called);
      return task;
    }));
    list.dataset.tasks = '';
    for (const first of all('[data-first]')) first.hidden = true;
    hook.replaceChildren(make('p', {}, box[0] ?? '', ...minutes ? [' ', make('span', { className: 'time', textContent: inHours(minutes) })] : []), ...list.firstChild ? [list] : []);
    if (!count) return;
    hook.append(make('p', { textContent: word('behind', { tasks: word('tasks', { count }) }) }),
      make('p', { className: 'row' }, button('catch_up', open('catch-up behind', 'catchUp', data, hook))));
  };
  Object.assign(self.prepbook, { addressOf, behind, daysOf, inHours, isOpen, showToday });
})();
