// The reader's own plan, loaded when first wanted: dates, copies, and all ticks at once.
(() => {
  'use strict';

  const { ask, button, change, dayOf, keys, make, need, open, read, remember, row, say, status, today, undoButton, undone, watchers, word } = self.prepbook;
  let renew = () => {};
  watchers.push(() => renew());

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
  self.prepbook.myPlan = async () => {
    await need('today-words', 'progress', 'today', 'my-dates');
    const dates = await self.prepbook.myDates();
    const slash = make('input', { type: 'checkbox', checked: read('slash') !== 'off' });
    slash.onchange = () => change([['slash', slash.checked ? null : 'off']]);
    const back = make('span');
    renew = () => {
      const undo = undoButton();
      const { onclick } = undo;
      undo.onclick = () => {
        dialog.close();
        onclick();
      };
      undo.disabled = !undone.length;
      // A change of dates that is made here has its own button beside it
      undo.hidden = dialog && undone.slice(-1)[0]?.[0] === 'undo_dates';
      back.replaceChildren(undo);
    };
    let dialog;
    renew();
    dialog = ask('my_plan', ...dates, copyPart(),
      make('section', { className: 'row' }, back, button('reset', () => reset(dialog))),
      row('slash', slash), button('close', () => dialog.close()));
  };
})();
