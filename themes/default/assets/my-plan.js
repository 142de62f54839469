// The reader's own plan, loaded when first wanted: dates, copies, and all ticks at once.
(() => {
  'use strict';

  const { all, ask, button, change, dates, dayOf, iso, keys, make, open, planData, read, remember, row, say, startOf, status, today, undoButton,
    undone, weekStart, word } = self.prepbook;

  const datePart = () => {
    const own = document.body.dataset.plan ?? read('plan') ?? all('[data-plan]')[0]?.dataset.plan;
    const { begins } = planData(own);
    const length = Number(planData(own).length);
    if (!length) return '';
    const result = status();
    const field = (name, earlier) => {
      const input = make('input', { type: 'date' });
      input.onchange = () => {
        const day = dayOf(input.value);
        if (day) set(iso(weekStart(own, day) - earlier), input);
      };
      return row(name, input);
    };
    const fields = [field('start', 0), field('interview', begins ? Math.max(0, length - 7) : length)];
    const first = fields[0].lastChild;
    // The first day takes whatever is typed; when the reader leaves the field, it shows the first day of that week
    first.onblur = () => {
      const start = startOf(own);
      first.value = start ? iso(start) : '';
    };
    const track = document.body.dataset.track ?? read(`track:${own}`);
    const calendar = button('calendar', open('ics', 'saveCalendar', own, track));
    const set = (start, typed) => {
      // Nothing is late at the moment of beginning
      if (start !== undefined) change([[`start:${own}`, start], [`moved:${own}`, start && dayOf(start) < today() ? iso(today()) : null]]);
      if (typed !== first) first.onblur();
      const day = startOf(own);
      calendar.hidden = !day || track == null;
      result.textContent = day ? word('runs', {
        first: dates(day, day, 'long'), last: dates(day + length - 1, day + length - 1, 'long'),
      }) : '';
    };
    set();
    // The fifth of January 1970 was a Monday
    const weekday = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeZone: 'UTC', weekday: 'long' });
    const rule = begins ? [make('p', { textContent: word('week_start', { day: weekday.format(Date.UTC(1970, 0, 5 + Number(begins))) }) })] : [];
    return make('section', {}, ...fields, ...rule, result, make('p', { className: 'row' }, button('clear', () => set(null)), calendar));
  };
  // What a browser keeps is not for ever: how old the last copy is, and how to make it last
  const copyPart = () => {
    const file = make('input', { type: 'file', accept: '.json', hidden: true });
    file.onchange = () => {
      const [chosen] = file.files;
      file.value = '';
      open('merge move', 'restore', chosen)();
    };
    const age = status();
    const showAge = () => {
      const saved = dayOf(read('saved'));
      const format = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: 'auto' });
      age.textContent = saved ? word('copy_age', { when: format.format(saved - today(), 'day') }) : word('copy_none');
    };
    showAge();
    const isApp = navigator.standalone || matchMedia('(display-mode: standalone)').matches;
    const { offered } = self.prepbook;
    return make('section', {}, make('h3', { textContent: word('copies') }), age,
      make('p', { className: 'row' }, button('export', () => open('merge move', 'save')().then(showAge)), button('import', () => file.click()), file,
        button('move', open('merge move', 'moveOn'))),
      isApp ? '' : make('p', { className: 'hint', textContent: word('copy_safari') }),
      offered ? button('install', () => offered.prompt()) : '');
  };
  const reset = (first) => {
    const ticks = keys().filter((key) => key.startsWith('task:'));
    const count = ticks.filter((key) => read(key)[0] == 1).length;
    const dialog = ask('reset_title', make('p', { textContent: word('reset_text', { ticks: word('ticks', { count }) }) }), make('p', { className: 'row' },
      button('cancel', () => dialog.close()),
      button('reset_yes', () => {
        dialog.close();
        first.close();
        remember(ticks, 'undo_reset');
        // Forgotten, not unticked: a copy that is restored later brings them back
        if (change(ticks.map((key) => [key]), undoButton())) say(word('reset_said'), true, undoButton());
      })));
  };
  self.prepbook.myPlan = () => {
    const slash = make('input', { type: 'checkbox', checked: read('slash') !== 'off' });
    slash.onchange = () => change([['slash', slash.checked ? null : 'off']]);
    const back = undoButton();
    const { onclick } = back;
    back.onclick = () => {
      dialog.close();
      onclick();
    };
    back.disabled = !undone.length;
    const dialog = ask('my_plan', datePart(), copyPart(),
      make('section', { className: 'row' }, back, button('reset', () => reset(dialog))),
      row('slash', slash), button('close', () => dialog.close()));
  };
})();
