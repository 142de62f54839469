// What a reader who is behind can do. Each way says what comes of it before it is taken, and can be undone.
(() => {
  'use strict';

  const { addressOf, all, ask, behind, button, calendar, calendarOf, change, dates, daysOf, edition, folder, iso, make, marked, namesOf, passes,
    planData, read, remember, say, targetOf, today, undoButton, word } = self.prepbook;
  const { againOf, hoursOf, leastMove, minutesOf, spread, stored, weeksAhead } = self.prepbook.catching;

  const long = (day) => dates(day, day, 'long');
  const time = (minutes) => [[Math.floor(minutes / 60), 'hours'], [minutes % 60, 'minutes']].filter(([count], at) => count || (at && !minutes))
    .map(([count, unit]) => `${count}\u00a0${word(unit)}`).join(' ');
  /** How much some tasks are, in words. */
  const amountOf = (minutes) => (ids) => {
    const sum = ids.reduce((sum, id) => sum + (minutes?.get(id) ?? 0), 0);
    return [word('tasks', { count: ids.length }), ...sum ? [time(sum)] : []].join(' · ');
  };
  const text = (textContent) => make('p', { textContent });
  const namesIn = ({ names }, ids) => make('ul', {}, ...ids.map((id) => make('li', { textContent: names[id] ?? id })));
  const linkTo = ({ data }, day) => make('a', { href: addressOf(data, day), textContent: day.called });
  /** A way to go on: its name and, in short, what comes of it; the rest is folded. */
  const way = (name, short, ...inside) => make('details', { className: 'way' },
    make('summary', {}, make('strong', { textContent: word(name) }), ...short ? [' ', make('span', { textContent: short })] : []), ...inside);
  const choose = (name, onclick, values) => {
    const chosen = button(name, onclick);
    chosen.firstChild.textContent = word(name, values);
    return make('p', { className: 'row' }, chosen);
  };

  const focus = (place) => {
    place.tabIndex = -1;
    place.focus();
  };
  /** The button that takes a change back, and where the reader is after it. */
  const back = (place) => {
    const undo = undoButton();
    const { onclick } = undo;
    undo.onclick = () => {
      onclick();
      focus(place);
    };
    return undo;
  };
  const closeAll = () => all('dialog[open]').forEach((dialog) => dialog.close());
  const take = ({ place }, changes, undo, done) => {
    closeAll();
    remember(changes.map(([key]) => key), undo);
    if (change(changes, back(place))) say(done, true, back(place));
    focus(place);
  };

  // Everything from the first open day on moves, by weeks if the days have weekdays
  const later = (context) => {
    const { plan, late } = context;
    const { begins, fixed, length } = planData(plan);
    if (fixed !== undefined) return [];
    const own = calendarOf(plan);
    const first = late.reduce((first, day) => (day.day.offset < first.day.offset ? day : first));
    const from = first.day.offset;
    const moved = (days) => calendar({ ...own, begins, moves: [...own.moves, [from, days]] });
    const days = leastMove((days) => moved(days).dateOf(from), begins ? 7 : 1, today());
    const after = moved(days);
    const end = after.end(Number(length));
    const passed = passes(plan, end);
    const moves = [read(`moves:${plan}`), `${from}+${days}`].filter(Boolean).join(' ');
    return [way('later', word('ends', { date: dates(end, end) }),
      text(word('later_text', { day: first.called, days: word('count_days', { count: days }), date: long(after.dateOf(from)) })),
      text(word('later_end', { end: long(end), before: long(own.end(Number(length))) })),
      ...passed ? [make('p', { className: 'warn', textContent: passed })] : [],
      choose(passed ? 'later_anyway' : 'later_yes', () => take(context, [[`moves:${plan}`, moves]], 'undo_later', word('later_said', { end: long(end) }))))];
  };

  // The end stays: open tasks go to the coming days, as far as there is time
  const keepEnd = (context) => {
    const { data, plan, days, ids, minutes } = context;
    const own = calendarOf(plan);
    const target = targetOf(plan);
    const extra = ({ offset }) => days.filter(({ day }) => day.offset === offset)
      .flatMap(({ moved }) => moved).reduce((sum, [id]) => sum + (minutes?.get(id) ?? 0), 0);
    const weeks = weeksAhead(data, {
      today: today(), last: target >= today() ? target : Infinity, spanOf: ({ offset, length }) => own.span(offset, length), extra,
    });
    const placed = spread(ids.map((id) => [id, minutes?.get(id) ?? 0]), weeks);
    const fitting = placed.filter(([, offset]) => offset !== undefined);
    const rest = placed.filter(([, offset]) => offset === undefined).map(([id]) => id);
    const there = days.map((day) => [day, fitting.filter(([, offset]) => offset === day.day.offset).map(([id]) => id)]);
    const again = stored(new Map([...againOf(read(`again:${plan}`)), ...placed]));
    return [way('keep_end', word('keep_fits', { fit: fitting.length, all: ids.length }),
      ...fitting[0] ? [text(word('keep_text')), make('ul', {}, ...there.filter(([, ids]) => ids[0]).map(([day, ids]) =>
        make('li', {}, linkTo(context, day), ` (${dates(day.first, day.last)}): ${context.amount(ids)}`)))] : [],
      ...rest[0] ? [text(word('keep_rest', { tasks: context.amount(rest) })), namesIn(context, rest)] : [],
      choose('keep_yes', () => take(context, [[`again:${plan}`, again]], 'undo_keep', word('keep_said', { tasks: word('tasks', { count: fitting.length }) }))))];
  };

  // A track with fewer hours, from today on
  const smaller = async (context) => {
    const { data, plan, ids } = context;
    const others = await Promise.all((data.tracks ?? []).filter(({ id }) => id !== data.track)
      .map(async (track) => ({ ...track, data: await edition(plan, track.id) })));
    const fewer = others.filter((other) => hoursOf(other.data) < hoursOf(data)).sort((a, b) => hoursOf(b.data) - hoursOf(a.data));
    if (!fewer[0]) return [];
    return [way('smaller', fewer.map(({ title }) => title).join(', '), ...fewer.flatMap(({ title, data }) => {
      const core = new Set(data.weeks.flatMap(({ days }) => days).flatMap(({ core }) => core));
      const out = ids.filter((id) => !core.has(id));
      return [
        make('h3', {}, make('bdi', { textContent: title }), `: ${time(hoursOf(data))} ${word('per_week')}`),
        text(word(out[0] ? 'smaller_out' : 'smaller_all', { tasks: context.amount(out) })), ...out[0] ? [namesIn(context, out)] : [],
        choose('smaller_yes', () => changeTrack(context, data, title), { track: title }),
      ];
    }))];
  };
  const changeTrack = ({ plan, place }, data, title) => {
    const changes = [[`track:${plan}`, data.track], [`moved:${plan}`, iso(today())]];
    closeAll();
    remember(changes.map(([key]) => key), 'undo_smaller');
    const leave = () => {
      const day = daysOf(data).find(({ first, last }) => first <= today() && today() <= last);
      location.assign(day ? addressOf(data, day) : `${folder(plan, data.track)}index.html`);
    };
    const undo = back(place);
    if (!change(changes, button('open_today', leave), back(place))) return;
    const { onclick } = undo;
    let isUndone;
    undo.onclick = () => {
      isUndone = true;
      dialog.close();
      onclick();
    };
    const on = button('open_today', leave);
    on.classList.add('go');
    const dialog = ask('smaller_done', text(word('smaller_said', { track: title })), make('p', { className: 'row' }, on, undo));
    // The page is of the track that the reader left
    dialog.addEventListener('close', () => isUndone || leave());
    on.focus();
  };

  const skip = (context) => {
    const { late, ids, amount } = context;
    const [first, last] = [Math.min(...late.map(({ first }) => first)), Math.max(...late.map(({ last }) => last))];
    return way('skip_days', dates(first, last), text(word('skip_text', { tasks: amount(ids) })),
      choose('skip_yes', () => take(context, ids.map((id) => marked(id, 2)), 'undo_skip', word('skip_said', { tasks: word('tasks', { count: ids.length }) }))));
  };

  /** Shows what is open, and the ways to go on. */
  self.prepbook.catchUp = async (data, hook) => {
    const { plan } = data;
    const days = daysOf(data);
    const late = behind(days, plan);
    const minutes = minutesOf(data);
    const names = await namesOf(plan).catch(() => ({}));
    const amount = amountOf(minutes);
    const ids = late.flatMap(({ ids }) => ids);
    const context = { data, plan, days, late, ids, minutes, names, amount, place: hook ?? all('main')[0] };
    const ways = [...later(context), ...keepEnd(context), ...await smaller(context), skip(context)];
    const list = make('details', { className: 'open-days', open: late.length < 5 },
      make('summary', { textContent: [amount(ids), word('count_days', { count: late.length })].join(' · ') }),
      make('ul', {}, ...late.map((day) => make('li', {}, linkTo(context, day), ` (${dates(day.first, day.last)}): ${amount(day.ids)}`))));
    const dialog = ask('catch_up', list, ...ways, make('p', { className: 'row' }, button('close', () => dialog.close())));
  };
})();
