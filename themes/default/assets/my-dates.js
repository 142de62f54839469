// The dates of the reader's own plan: its first day, the day of the interview, days off, and what is open from earlier days.
(() => {
  'use strict';

  const { all, attribute, behind, button, calendar, calendarOf, change, dates, dayOf, daysIn, daysOf, edition, endOf, iso, make, open, passes, planData,
    read, remember, row, startFor, startOf, status, targetOf, today, undoButton, undone, watchers, weekStart, word } = self.prepbook;

  const long = (day) => dates(day, day, 'long');
  const dateRow = (name) => {
    const input = make('input', { type: 'date' });
    return [input, row(name, input)];
  };
  // What is shown follows what is stored
  let draws = [];
  watchers.push(() => draws.forEach((draw) => draw()));
  /** Takes changes of dates; if the plan would then end after the reader's date, only once the reader agrees. */
  const changer = (place, draw, typing) => (changes, text, ...others) => {
    const take = (changes) => {
      // What is typed is one change, from the first digit to the last
      const last = undone[undone.length - 1];
      const isSame = last && last === typing?.undone;
      const known = isSame ? last[1].map(([key]) => key) : [];
      if (isSame) last[1].push(...changes.map(([key]) => key).filter((key) => !known.includes(key)).map((key) => [key, read(key)]));
      else remember(changes.map(([key]) => key), 'undo_dates');
      if (typing) typing.undone = undone[undone.length - 1];
      change(changes);
      const undo = undoButton();
      const { onclick } = undo;
      undo.onclick = () => {
        place.replaceChildren();
        onclick();
        all('input', place.parentNode)[0].focus();
      };
      const isHere = place.contains(document.activeElement);
      place.replaceChildren(make('p', { className: 'row' }, undo));
      if (isHere) undo.focus();
    };
    if (!text) return take(changes);
    const cancel = () => {
      place.replaceChildren();
      draw();
      all('input', place.parentNode)[0].focus();
    };
    const yes = button('dates_anyway', () => take(changes));
    place.replaceChildren(attribute(make('p', { className: 'warn', textContent: text }), 'role', 'alert'),
      make('p', { className: 'row' }, yes, ...others.map(([button, changes]) => Object.assign(button, { onclick: () => take(changes) })), button('dates_keep', cancel)));
  };
  // Nothing is late at the moment of beginning
  const beginning = (plan, start) => [[`start:${plan}`, iso(start)], [`moved:${plan}`, start < today() ? iso(today()) : null], [`moves:${plan}`], [`again:${plan}`]];

  const datePart = (plan) => {
    const { begins, fixed } = planData(plan);
    const length = Number(planData(plan).length);
    if (!length) return '';
    const result = status();
    const place = make('div');
    const [first, firstRow] = dateRow('start');
    const [target, targetRow] = dateRow('interview');
    const track = document.body.dataset.track ?? read(`track:${plan}`);
    const save = button('calendar', open('ics', 'saveCalendar', plan, track));
    const show = (input, day) => (input.value = day ? iso(day) : '');
    const typing = {};
    const draw = () => {
      // What is typed stays while the reader is in the field
      if (typing.field !== first) show(first, startOf(plan));
      if (typing.field !== target) show(target, targetOf(plan));
      const own = calendarOf(plan);
      save.hidden = !own || track == null;
      result.textContent = own ? word('runs', { first: long(own.dateOf(0)), last: long(own.end(length)) }) : '';
    };
    const take = changer(place, draw, typing);
    draws.push(draw);
    first.onblur = target.onblur = () => {
      delete typing.field;
      delete typing.undone;
      draw();
    };
    first.onchange = () => {
      typing.field = first;
      const day = dayOf(first.value);
      const start = day && weekStart(plan, day);
      if (day) take(beginning(plan, start), passes(plan, endOf(plan, start)));
    };
    target.onchange = () => {
      typing.field = target;
      // Half a date is no date yet
      if (target.validity.badInput) return undefined;
      const day = dayOf(target.value);
      const own = calendarOf(plan);
      const changes = [[`target:${plan}`, day ? target.value : null]];
      if (!day || fixed !== undefined) return take(changes);
      const start = startFor(plan, day);
      if (!own) return take([...changes, ...beginning(plan, start)]);
      const instead = button('begin_on');
      instead.firstChild.textContent = word('begin_on', { date: long(start) });
      return take(changes, passes(plan, own.end(length), day), [instead, [...changes, ...beginning(plan, start)]]);
    };
    draw();
    // The fifth of January 1970 was a Monday
    const weekday = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeZone: 'UTC', weekday: 'long' });
    const rule = begins ? [make('p', { textContent: word('week_start', { day: weekday.format(Date.UTC(1970, 0, 5 + Number(begins))) }) })] : [];
    const clear = () => take([`start:${plan}`, `moved:${plan}`, `moves:${plan}`, `again:${plan}`, `target:${plan}`].map((key) => [key, null]));
    return make('section', {}, ...fixed === undefined ? [firstRow] : [], targetRow, ...fixed === undefined ? rule : [], result,
      make('p', { className: 'row' }, button('clear', clear), save), place);
  };
  // Days off: those of the reader, and those of the author, which stay
  const offPart = (plan) => {
    const { begins, fixed, off: byAuthor } = planData(plan);
    const length = Number(planData(plan).length);
    if (!length || fixed !== undefined) return '';
    const place = make('div');
    const preview = status();
    const list = make('ul');
    const [first, firstRow] = dateRow('off_first');
    const [last, lastRow] = dateRow('off_last');
    const own = () => daysIn(read(`off:${plan}`));
    const endWith = (off) => {
      const now = calendarOf(plan);
      return now && calendar({ ...now, begins, off: [...daysIn(byAuthor), ...off] }).end(length);
    };
    // Days that follow one another are one entry
    const runs = (days) => [...new Set(days)].sort((a, b) => a - b).reduce((runs, day) => {
      const before = runs[runs.length - 1];
      if (before?.[1] === day - 1) before[1] = day;
      else runs.push([day, day]);
      return runs;
    }, []);
    const stored = (days) => [...new Set(days)].sort((a, b) => a - b).map(iso).join(' ') || null;
    const chosen = () => {
      const [from, to] = [dayOf(first.value), dayOf(last.value) ?? dayOf(first.value)];
      return from && to >= from && to < from + 366 ? Array.from({ length: to - from + 1 }, (_, at) => from + at) : [];
    };
    const draw = () => {
      const entry = ([from, to]) => {
        const remove = attribute(button('off_remove', () => {
          const rest = own().filter((day) => day < from || day > to);
          const end = endWith(rest);
          take([[`off:${plan}`, stored(rest)]], end && passes(plan, end));
          first.focus();
        }), 'aria-label', word('off_remove', { dates: dates(from, to) }));
        remove.firstChild.textContent = '×';
        return make('li', {}, dates(from, to, 'long'), ' ', remove);
      };
      list.replaceChildren(...runs(own()).map(entry), ...runs(daysIn(byAuthor)).map(([from, to]) => make('li', { textContent: word('off_author', { dates: dates(from, to, 'long') }) })));
      list.hidden = !list.firstChild;
      look();
    };
    const look = () => {
      const days = chosen();
      add.disabled = !days[0];
      const end = days[0] && endWith([...own(), ...days]);
      preview.textContent = end ? word('would_end', { end: long(end) }) : '';
    };
    const take = changer(place, draw);
    draws.push(draw);
    const add = button('off_add', () => {
      const days = [...own(), ...chosen()];
      const end = endWith(days);
      const text = end && passes(plan, end);
      if (text) preview.textContent = '';
      take([[`off:${plan}`, stored(days)]], text);
      if (own().length === new Set(days).size) {
        first.value = last.value = '';
        look();
      }
    });
    first.oninput = last.oninput = look;
    draw();
    return make('section', {}, make('h3', { textContent: word('off') }), list, make('p', { className: 'row' }, firstRow, lastRow, add), preview, place);
  };
  /** What is open from earlier days, with the way to catch up. */
  const behindPart = async (plan) => {
    const { plan: shown, track = read(`track:${plan}`) } = document.body.dataset;
    if (!planData(plan).length || !calendarOf(plan) || (shown === undefined && track == null)) return '';
    const data = await edition(plan, track);
    const count = behind(daysOf(data), plan).flatMap(({ ids }) => ids).length;
    return count ? make('section', {}, make('p', { textContent: word('behind', { tasks: word('tasks', { count }) }) }),
      button('catch_up', open('catch-up behind', 'catchUp', data))) : '';
  };
  self.prepbook.myDates = async () => {
    const plan = document.body.dataset.plan ?? read('plan') ?? all('[data-plan]')[0]?.dataset.plan;
    draws = [];
    return [await behindPart(plan).catch(() => ''), datePart(plan), offPart(plan)];
  };
})();
