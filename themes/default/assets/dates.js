// The dates of a plan: its first day, the date of each day, and how long it is until the day that it prepares for.
(() => {
  'use strict';

  // It may be in a page and be wanted by a script too
  if (self.prepbook.startOf) return;
  const { all, attribute, dayOf, iso, read, refresh, today, watchers, word } = self.prepbook;
  const html = document.documentElement;
  const { plan } = document.body.dataset;
  const DAY = 864e5;

  const dates = (first, last, weekday, month = 'long') => {
    const year = iso(first).slice(0, 4) === iso(today()).slice(0, 4) ? undefined : 'numeric';
    return new Intl.DateTimeFormat(html.lang || undefined, { timeZone: 'UTC', day: 'numeric', month, weekday, year })
      .formatRange(first * DAY, last * DAY);
  };
  // Pages outside of a plan have its schedule with its tasks
  const loaded = (plan) => {
    const { begins_on: begins, fixed, ...rest } = self.prepbookTasks?.find((data) => data.plan === plan)?.schedule ?? {};
    return { ...rest, begins: begins == null ? undefined : `${begins}`, fixed: fixed ? '' : undefined };
  };
  const planData = (plan) => all('[data-plan]').find((element) => element.dataset.plan === plan)?.dataset ?? loaded(plan);
  // Weeks begin on the weekday on which the plan's do; numbered days begin on any
  const weekStart = (plan, day) => {
    const { begins } = planData(plan);
    return begins ? day - (day + 10 - begins) % 7 : day;
  };
  // The reader's own first day, else the author's; dates that are written in a plan stay
  const startOf = (plan) => {
    const { fixed, start } = planData(plan);
    const day = (fixed === undefined && dayOf(read(`start:${plan}`))) || dayOf(start);
    return day && (fixed === undefined ? weekStart(plan, day) : day);
  };
  const targetOf = (plan) => dayOf(read(`target:${plan}`)) ?? dayOf(planData(plan).target);
  const daysIn = (text) => (text ?? '').split(' ').map(dayOf).filter(Boolean);
  // The same rule as in the program that makes the pages, `src/plan/calendar.rs`: numbered days go past days off. Else a
  // week that is off moves all that follow, and a day off its tasks to the nearest day of the week, later ones first.
  const calendar = ({ start, begins, off = [], moves = [] }) => {
    const gaps = [...new Set(off)].filter((day) => day >= start).sort((a, b) => a - b);
    const weekOf = (day) => Math.floor((day - start) / 7);
    const weeks = gaps.filter((day, at) => (day - start) % 7 === 0 && weekOf(gaps[at + 6]) === weekOf(day)).map(weekOf);
    const past = (value, gaps) => gaps.reduce((value, gap) => value + (gap <= value), value);
    const dateOf = (offset) => {
      const moved = moves.reduce((sum, [from, days]) => sum + (from <= offset ? days : 0), offset);
      if (!begins) return past(start + moved, gaps);
      const first = start + 7 * past(Math.floor(moved / 7), weeks);
      const week = [...Array(7).keys()].map((day) => first + day);
      const isFree = (day) => !gaps.includes(day);
      return week.slice(moved % 7).find(isFree) ?? week.slice(0, moved % 7).reverse().find(isFree);
    };
    const span = (offset, length = 1) => [dateOf(offset), dateOf(offset + Math.max(1, length) - 1)];
    return { start, off: gaps, moves, dateOf, span, end: (length) => dateOf(Math.max(1, length) - 1) };
  };
  // The days off of the author and of the reader
  const offOf = (plan) => [...daysIn(planData(plan).off), ...daysIn(read(`off:${plan}`))];
  const calendarOf = (plan) => {
    const start = startOf(plan);
    const { begins, fixed } = planData(plan);
    const moves = (read(`moves:${plan}`) ?? '').split(' ').map((move) => move.split('+').map(Number)).filter(([, days]) => days);
    return start && calendar({ start, begins, ...fixed === undefined && { off: offOf(plan), moves } });
  };
  // The last day of a plan that begins on a certain one
  const endOf = (plan, start, length = Number(planData(plan).length)) => {
    const { begins } = planData(plan);
    return calendar({ start, begins, off: offOf(plan) }).end(length);
  };
  // A plan ends in the week of an interview; numbered days end on the day before it
  const startFor = (plan, day, length = Number(planData(plan).length)) => {
    const { begins } = planData(plan);
    let start = weekStart(plan, day) - (begins ? Math.max(0, length - 7) : length);
    while (weekStart(plan, endOf(plan, start, length)) > day - !begins) start -= begins ? 7 : 1;
    return start;
  };
  // What to say of a last day that is after the reader's date
  const passes = (plan, end, target = targetOf(plan)) => {
    const long = (day) => dates(day, day, 'long');
    return target && weekStart(plan, end) > target
      ? word('passes', { end: long(end), days: word('count_days', { count: end - target }), target: long(target) }) : '';
  };
  const showDates = () => {
    const own = plan && calendarOf(plan);
    for (const element of all('[data-day], [data-week-start]')) {
      const { day, length, weekStart } = element.dataset;
      const [first, last] = own ? own.span(Number(day ?? weekStart), Number(length)) : [];
      const when = !own ? '' : last < today() ? 'past' : first > today() ? 'future' : 'today';
      element.dataset.when = when;
      const time = all('.date', element)[0];
      if (time?.closest('[data-day], [data-week-start]') !== element) continue;
      time.hidden = !own;
      if (when === 'today') attribute(time, 'aria-current', 'date');
      else time.removeAttribute('aria-current');
      if (own) Object.assign(time, { dateTime: iso(first), textContent: day === undefined || last > first ? dates(first, last) : dates(first, last, 'short', 'short') });
    }
    const target = targetOf(plan ?? read('plan'));
    const left = target && target - today();
    const [countdown] = all('[data-countdown]');
    countdown.hidden = !(left >= 0 && target);
    countdown.textContent = word(left ? 'days_left' : 'days_left_none', { count: left });
  };

  watchers.push(showDates);
  Object.assign(self.prepbook, { calendar, calendarOf, dates, daysIn, endOf, offOf, passes, planData, startFor, startOf, targetOf, weekStart });
  refresh();
})();
