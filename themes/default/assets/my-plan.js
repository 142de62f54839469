// The reader's own plan, loaded when first wanted: dates, copies, and all ticks at once.
(() => {
  'use strict';

  const { all, ask, attribute, button, change, chosen, dayOf, folder, keys, levels, make, need, open, read, remember, row, say, status, today, undoButton,
    undone, watchers, word } = self.prepbook;
  const edition = (...of) => self.prepbook.edition(...of);
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
  // The track and the level: the same page for another track, or its plan if the page belongs to none
  const wayPart = async () => {
    const { plan = read('plan'), track = read(`track:${plan}`) } = document.body.dataset;
    const [here] = all('[data-ways] nav');
    const level = levelRow();
    const tracks = here ? [] : plan && track != null ? (await edition(plan, track).catch(() => ({ tracks: [] }))).tracks : [];
    const links = tracks.map(({ id, title }) => {
      const link = make('a', { href: `${folder(plan, id)}index.html`, textContent: title });
      if (id === track) attribute(link, 'aria-current', 'true');
      return make('li', {}, link);
    });
    const nav = here?.cloneNode(true) ?? (links[1] && attribute(make('nav', { className: 'tracks' }, make('ul', {}, ...links)), 'aria-label', word('kind_track')));
    return nav || level ? make('section', {}, ...nav ? [make('h3', { textContent: word('kind_track') }), nav] : [], level ?? '') : '';
  };
  const levelRow = () => {
    const [own] = all('[data-ways] select');
    const select = own?.cloneNode(true) ?? make('select', { autocomplete: 'off' }, ...[['', word('level_all')], ...levels.map((id) => [id, id.toUpperCase()])]
      .map(([value, textContent]) => make('option', { value, textContent })));
    if (!own && !levels[1]) return undefined;
    select.dataset.level = '';
    select.value = chosen();
    select.onchange = () => change([['level', select.value || null]]);
    return row('level', select);
  };
  // What is set once, if ever
  const rarePart = (first) => {
    const slash = make('input', { type: 'checkbox', checked: read('slash') !== 'off' });
    slash.onchange = () => change([['slash', slash.checked ? null : 'off']]);
    const scheme = make('select', { autocomplete: 'off' }, ...['', 'light', 'dark'].map((value) =>
      make('option', { value, textContent: word(`scheme_${value || 'system'}`) })));
    scheme.value = read('scheme') ?? '';
    scheme.onchange = () => change([['scheme', scheme.value || null]]);
    return make('details', { className: 'more' }, make('summary', { textContent: word('more') }), row('scheme', scheme), row('slash', slash),
      make('p', { className: 'row' }, button('print', () => {
        first().close();
        print();
      }), button('reset', () => reset(first()))));
  };
  self.prepbook.myPlan = async () => {
    await need('today-words', 'progress', 'today', 'my-dates');
    const [dates, way] = [await self.prepbook.myDates(), await wayPart()];
    const back = make('p', { className: 'row' });
    renew = () => {
      const undo = undoButton();
      const { onclick } = undo;
      undo.onclick = () => {
        dialog.close();
        onclick();
      };
      // A change of dates that is made here has its own button beside it
      back.hidden = !undone.length || undone.slice(-1)[0][0] === 'undo_dates';
      back.replaceChildren(undo);
    };
    let dialog;
    renew();
    dialog = ask('my_plan', way, ...dates, copyPart(), back, rarePart(() => dialog), button('close', () => dialog.close()));
  };
})();
