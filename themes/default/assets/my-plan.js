// The reader's own plan, loaded when first wanted: dates, and ticks as a file.
(() => {
  'use strict';

  const { all, ask, base, button, change, dates, dayOf, iso, keys, load, make, monday, read, remember, row, say, startOf, status, stored, today,
    undo, undone, word } = self.prepbook;
  const { handbook } = document.documentElement.dataset;

  const datePart = () => {
    const own = document.body.dataset.plan ?? read('plan') ?? all('[data-plan]')[0]?.dataset.plan;
    const length = Number(all('[data-length]').find((element) => element.dataset.plan === own)?.dataset.length);
    if (!length) return '';
    const result = status();
    const field = (name, earlier) => {
      const input = make('input', { type: 'date' });
      input.onchange = () => {
        const day = dayOf(input.value);
        if (day) set(iso(monday(day) - earlier), input);
      };
      return row(name, input);
    };
    const fields = [field('start', 0), field('interview', length - 7)];
    const first = fields[0].lastChild;
    // The first day takes whatever is typed; when the reader leaves the field, it shows the Monday of that week
    first.onblur = () => {
      const start = startOf(own);
      first.value = start ? iso(start) : '';
    };
    const set = (start, typed) => {
      if (start !== undefined) change([[`start:${own}`, start], [`moved:${own}`]]);
      if (typed !== first) first.onblur();
      const day = startOf(own);
      result.textContent = day ? word('runs', {
        first: dates(day, day, 'long'), last: dates(day + length - 1, day + length - 1, 'long'),
      }) : '';
    };
    set();
    return make('section', {}, ...fields, make('p', { textContent: word('monday') }), result, button('clear', () => set(null)));
  };
  // Earlier versions kept ticks under other ids
  const translated = async (kept) => {
    await load(`${base}former.js`);
    const [{ plans, tasks }] = self.prepbookFormer;
    return kept.flatMap(([key, value]) => {
      const [, kind, id] = /^(\w+):?(.*)/.exec(key) ?? [];
      if (kind === 'task') return Object.hasOwn(tasks, id) ? [[`task:${tasks[id]}`, value]] : [];
      return !id || plans.includes(id) ? [[key, value]] : [];
    });
  };
  const known = ([key, value]) =>
    /^(level|scheme|slash|(task|track|start|moved):[^:]{1,199})$/.test(key) && /^[^/\\:]{1,99}$/.test(value);
  self.prepbook.takeOver = async () => {
    if (stored('prepbook:').some((key) => parseInt(key) > 2 && key.split(':')[1] === handbook)) say(word('newer'), true);
    if (read('former')) return;
    const kept = stored('prepbook:').filter((key) => !/^\d/.test(key)).map((key) => [key, localStorage.getItem(`prepbook:${key}`)]);
    const taken = (await translated(kept)).filter(known);
    change([...taken.filter(([key]) => read(key) == null), ['former', 1]]);
  };
  const save = () => {
    const text = JSON.stringify({ prepbook: 2, handbook, kept: Object.fromEntries(keys().map((key) => [key, read(key)])) }, null, 1);
    make('a', { href: URL.createObjectURL(new Blob([text])), download: `prepbook-${iso(today())}.json` }).click();
  };
  const restore = async (file) => {
    try {
      const { prepbook, handbook: from, kept } = JSON.parse(await file.text());
      if (prepbook === 2 && from !== handbook) return say(word('import_other'), true);
      if (prepbook !== 1 && prepbook !== 2) throw 0;
      const entries = Object.entries(kept);
      const taken = (prepbook === 1 ? await translated(entries) : entries).filter(known);
      remember(taken.map(([key]) => key));
      change(taken);
      say(word('imported', { ticks: word('ticks', { count: taken.filter(([key]) => key.startsWith('task:')).length }) }), true, button('undo', undo));
    } catch {
      say(word('import_bad'), true);
    }
  };
  const reset = (first) => {
    const ticks = keys().filter((key) => key.startsWith('task:'));
    const dialog = ask('reset_title', make('p', { textContent: word('reset_text', { ticks: word('ticks', { count: ticks.length }) }) }), make('p', { className: 'row' },
      button('cancel', () => dialog.close()),
      button('reset_yes', () => {
        dialog.close();
        first.close();
        remember(ticks);
        change(ticks.map((key) => [key]));
        say(word('reset_said'), true, button('undo', undo));
      })));
  };
  self.prepbook.myPlan = () => {
    const file = make('input', { type: 'file', accept: '.json', hidden: true });
    file.onchange = () => restore(file.files[0]);
    const slash = make('input', { type: 'checkbox', checked: read('slash') !== 'off' });
    slash.onchange = () => change([['slash', slash.checked ? null : 'off']]);
    const back = button('undo', () => {
      dialog.close();
      undo();
    });
    back.disabled = !undone.length;
    const dialog = ask('my_plan', datePart(),
      make('section', { className: 'row' }, back, button('export', save), button('import', () => file.click()), file,
        button('reset', () => reset(dialog))),
      row('slash', slash), button('close', () => dialog.close()));
  };
})();
