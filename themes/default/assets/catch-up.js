// How a reader who is behind catches up. Nothing here reads a page or a browser's storage.
(() => {
  'use strict';

  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

  /** By how many days, in steps of `step`, days must move so that the first is not before `today`; `dateAfter` maps days to its date. */
  const leastMove = (dateAfter, step, today) => {
    let days = 0;
    while (dateAfter(days) < today) days += step;
    return days;
  };

  /** The minutes of each core task of an edition. A task without its own has its share of its day, else the plan's mean. None if no hours are known. */
  const minutesOf = ({ weeks, minutes = {} }) => {
    const all = new Map();
    for (const { core, minutes: whole } of weeks.flatMap(({ days }) => days)) {
      const rest = core.filter((id) => !(id in minutes));
      const left = whole === undefined ? undefined : Math.max(0, whole - sum(core.map((id) => minutes[id] ?? 0)));
      for (const id of core) all.set(id, minutes[id] ?? (left === undefined ? undefined : Math.round(left / rest.length)));
    }
    const known = [...all.values()].filter((value) => value !== undefined);
    const mean = Math.round(sum(known) / known.length);
    return sum(known) ? new Map([...all].map(([id, value]) => [id, value ?? mean])) : undefined;
  };

  /** The minutes that a reader has per week: those of the track, else those of the longest week; 0 if no hours are known. */
  const hoursOf = ({ weeks, budget }) => budget ?? Math.max(0, ...weeks.map(({ days }) => sum(days.map(({ minutes = 0 }) => minutes))));

  /**
   * What is left of each week: its coming days with their planned minutes, and how many more minutes they take. A week
   * that has begun, or goes on after `last`, has the part of the hours that its coming days are of all its days.
   * `spanOf` is the first and the last date of a day, `extra` the minutes that were planned again for a day.
   */
  const weeksAhead = (data, { today, last = Infinity, spanOf, extra = () => 0 }) => {
    const hours = hoursOf(data);
    return data.weeks.map(({ days }) => {
      const coming = days.filter((day) => spanOf(day)[1] >= today && spanOf(day)[1] <= last)
        .map((day) => ({ offset: day.offset, length: day.length, minutes: (day.minutes ?? 0) + extra(day) }));
      const part = sum(coming.map(({ length }) => length)) / sum(days.map(({ length }) => length));
      const room = Math.floor(hours * part) - sum(coming.map(({ minutes }) => minutes));
      return { days: coming, room: hours ? Math.max(0, room) : undefined };
    }).filter(({ days }) => days.length);
  };

  // Each to the day with the least to do so far; then in order, so that no task overtakes one before it
  const within = ({ days }, tasks) => {
    const loads = days.map(({ minutes }) => minutes);
    const taken = tasks.map(([, minutes]) => {
      const day = loads.indexOf(Math.min(...loads));
      loads[day] += minutes;
      return day;
    }).sort((a, b) => a - b);
    return tasks.map(([id], at) => [id, days[taken[at]].offset]);
  };
  /**
   * Spreads tasks, as [id, minutes] in their order, over the coming weeks: each to the first week that has room for it
   * and is not before that of the task before it. What fits nowhere has no day: it is for when time allows. Without
   * hours, tasks are spread evenly.
   */
  const spread = (tasks, weeks) => {
    if (weeks.every(({ room }) => room === undefined)) {
      const days = weeks.flatMap(({ days }) => days);
      return tasks.map(([id], at) => [id, days[Math.floor(at * days.length / tasks.length)]?.offset]);
    }
    const rooms = weeks.map(({ room }) => room);
    const taken = weeks.map(() => []);
    const optional = new Set();
    let first = 0;
    for (const task of tasks) {
      const week = rooms.findIndex((room, at) => at >= first && room >= task[1]);
      if (week < 0) {
        optional.add(task[0]);
        continue;
      }
      first = week;
      rooms[week] -= task[1];
      taken[week].push(task);
    }
    const placed = new Map(weeks.flatMap((week, at) => within(week, taken[at])));
    return tasks.map(([id]) => [id, placed.get(id)]);
  };

  /** Tasks that were planned again, as they are stored: `id@offset`, or `id@-` for when time allows. */
  const againOf = (text) => new Map((text || '').split(' ').map((task) => task.split('@')).filter(([, day]) => day)
    .map(([id, day]) => [id, day === '-' ? undefined : Number(day)]));
  const stored = (again) => [...again].map(([id, offset]) => `${id}@${offset ?? '-'}`).join(' ');

  (self.prepbook ??= {}).catching = { againOf, hoursOf, leastMove, minutesOf, spread, stored, weeksAhead };
})();
