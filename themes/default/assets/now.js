// Where the reader is: today in the bar of every page, the weeks that are done, what comes after a day, the way back from
// a chapter. Loaded for readers who have opened a plan before.
(() => {
  'use strict';

  if (self.prepbook.place) return;
  const { addressOf, all, ask, attribute, base, button, calendarOf, count, daysOf, edition, inHours, inWords, isOpen, iso, make, read, session,
    showNow, tasksIn, tasksOf, today, watchers, word } = self.prepbook;
  const { body, documentElement: html } = document;
  const { plan = read('plan'), track = read(`track:${plan}`) } = body.dataset;

  // `Week 7` is W7, and a day of a week with weekdays has the name of its weekday
  const abbreviated = (called) => called.replace(/^(\p{Lu})\p{L}*\s+(?=\d)/u, '$1');
  const nameOf = (begins, { called, offset, length }) => {
    if (begins == null || length > 1 || /\d/.test(called)) return abbreviated(called);
    // The fifth of January 1970 was a Monday
    return new Intl.DateTimeFormat(html.lang || undefined, { timeZone: 'UTC', weekday: 'short' }).format(Date.UTC(1970, 0, 5 + Number(begins) + offset));
  };
  const pathOf = (data, day) => addressOf(data, day).replace(base, '');

  const showChip = (data, days, own) => {
    const now = today();
    const current = own && days.find(({ first, last }) => first <= now && now <= last);
    const next = own ? days.find(({ first }) => first > now) : days.find(({ ids }) => ids.some(isOpen));
    const at = current ?? next;
    const label = at && [abbreviated(at.week.called), nameOf(data.schedule.begins_on, at.day)].filter(Boolean).join(' ');
    const shown = at ? [word(current ? 'chip' : 'next_chip', { day: label }), pathOf(data, at)] : ['', ''];
    showNow(...shown);
    session('now', JSON.stringify([iso(now), ...shown]));
  };
  const sumsOf = (data, parts) => count(tasksOf(parts, data));
  const isFull = ({ core, core_done: done }) => core > 0 && core === done;
  const mark = (link, sums) => {
    link.classList.toggle('is-done', isFull(sums));
    return inWords(sums);
  };
  const showStrip = (data, own) => {
    for (const link of all('[data-strip] a[href]')) {
      const week = data.weeks.find(({ id }) => link.pathname.endsWith(`/${id}.html`));
      if (!week) continue;
      const [first, last] = own ? own.span(week.offset, week.length) : [];
      link.dataset.when = first <= today() && today() <= last ? 'today' : '';
      attribute(link, 'aria-label', [week.called || link.textContent, mark(link, sumsOf(data, [week]))].filter(Boolean).join(', '));
      link.title = [week.called, week.title].filter(Boolean).join(': ');
    }
    for (const link of all('.days [data-day] a')) {
      const day = data.weeks.flatMap(({ days }) => days).find(({ offset, called }) => `${offset}` === link.parentNode.dataset.day && link.textContent.startsWith(called));
      if (day) mark(link, sumsOf(data, [day]));
    }
  };

  // A day that is done says what comes next; the last one of a week, how long the week was

  const finished = (data, days, at) => {
    const { week, day } = days[at];
    const isWeek = isFull(sumsOf(data, [week]));
    const minutes = week.minutes ?? week.days.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
    const next = days.slice(at + 1).find(({ ids }) => ids.some(isOpen));
    const text = isWeek && minutes ? word('done_hours', { what: week.called || day.called, time: inHours(minutes) }) : word('done', { what: isWeek ? week.called || day.called : day.called });
    const called = next && [next.week === week ? next.day.called : next.called, next.day.minutes && inHours(next.day.minutes)].filter(Boolean).join(', ');
    return make('p', { className: 'finished' }, make('strong', { textContent: text }),
      ...next ? [' ', make('a', { href: addressOf(data, next), textContent: word('comes', { day: called }) })] : []);
  };
  const showFinished = (data, days) => {
    for (const place of all(':is(.on-day .sheet, .on-week .day)[data-day]')) {
      const at = days.findIndex(({ day, called }) => `${day.offset}` === place.dataset.day && called === place.dataset.called);
      const isShown = at >= 0 && isFull(count(tasksIn(place))) && (body.classList.contains('on-day') || days[at + 1]?.ids.some(isOpen));
      const [old] = all('.finished', place);
      const box = isShown && attribute(finished(data, days, at), 'role', 'status');
      if ((old?.textContent ?? '') === (box ? box.textContent : '')) continue;
      old?.remove();
      if (!box) continue;
      const [next] = all('.later, .listed, .write', place);
      if (next) next.before(box);
      else place.append(box);
    }
  };

  // More weeks than a strip has: all of them with their days, in a window

  const pick = (data) => {
    const list = make('ol', { className: 'picker' }, ...data.weeks.map((week) => make('li', {},
      make('a', { href: addressOf(data, { week }), textContent: [week.called, week.title].filter(Boolean).join(': ') }),
      make('ul', {}, ...week.days.map((day) => make('li', {}, make('a', { href: addressOf(data, { week, day }), textContent: day.called })))))));
    const dialog = ask('all_weeks', list, button('close', () => dialog.close()));
    const here = all('a', list).find((link) => location.href.startsWith(link.href.replace(/\.html$/, '')));
    (here ?? list).scrollIntoView({ block: 'center', behavior: 'instant' });
    here?.focus();
  };

  const showBack = () => {
    const here = all('.on-day [data-called]')[0]?.dataset.called ?? all('.on-week h1 .called')[0]?.firstChild.textContent;
    if (here) session('back', JSON.stringify([location.href.replace(base, ''), here]));
    const [path, called] = JSON.parse(session('back') ?? '[]');
    if (!path || !body.matches('.on-chapter')) return;
    all('.where')[0].prepend(make('a', { className: 'back', href: base + path, textContent: word('back', { day: called }) }));
  };
  // The page of a week opens at today, but not for who goes back or comes for a certain place
  const scroll = () => {
    const [day] = all('.on-week .day[data-when=today]');
    if (day && !location.hash && !scrollY && !['reload', 'back_forward'].includes(performance.getEntriesByType('navigation')[0]?.type)) day.scrollIntoView({ behavior: 'instant' });
  };

  self.prepbook.place = async () => {
    if (!plan || track == null) return;
    const data = await edition(plan, track);
    const draw = () => {
      const days = daysOf(data);
      const own = calendarOf(plan);
      showChip(data, days, own);
      showStrip(data, own);
      showFinished(data, days);
    };
    for (const link of all('[data-weeks]')) {
      link.onclick = (event) => {
        event.preventDefault();
        pick(data);
      };
    }
    watchers.push(draw);
    draw();
    scroll();
  };
  showBack();
  self.prepbook.place().catch(() => {});
})();
