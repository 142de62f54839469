// What a reader keeps, on its way: a file, a link and its code. What comes in is shown first, and merged once confirmed.
(() => {
  'use strict';

  const { all, ask, attribute, base, button, change, dates, dayOf, iso, keys, load, make, need, read, remember, row, say, today, undoButton, word } = self.prepbook;
  const { empty, entriesOf, fromCopy, merge, stateOf, toCopy } = self.prepbook.merging;
  const { handbook } = document.documentElement.dataset;
  const LONGEST_CODE = 1200;

  const kept = () => stateOf(keys().map((key) => [key, read(key)]));
  const ledger = async () => {
    await load(`${base}ledger.js`);
    return self.prepbookLedger[0];
  };

  const save = () => {
    const address = URL.createObjectURL(new Blob([toCopy(handbook, iso(today()), kept())], { type: 'application/json' }));
    make('a', { href: address, download: `prepbook-${iso(today())}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    change([['saved', iso(today())]]);
  };

  // Titles and names keep their own direction in a sentence from the right
  const apart = (text) => (document.documentElement.dir === 'rtl' ? `\u2068${text}\u2069` : text);

  // Dates and choices that differ: what is here and what came in, each with the keys that it is kept under
  const choices = (own, state, { plans: names }) => {
    const rows = [];
    const day = (text) => dates(dayOf(text), dayOf(text));
    for (const [plan, there] of Object.entries(state.plans)) {
      const here = own.plans[plan] ?? {};
      const { title = plan, tracks = {} } = names[plan] ?? {};
      const differs = (kind) => there[kind] !== undefined && there[kind] !== here[kind];
      const add = (name, kinds, show) => {
        const [kind] = kinds;
        if (!differs(kind)) return;
        const values = { plan: apart(title), before: here[kind] === undefined ? '' : apart(show(here[kind])), after: apart(show(there[kind])) };
        rows.push({ text: show(there[kind]) && word(values.before ? `preview_${name}_other` : `preview_${name}`, values),
          isOther: here[kind] !== undefined, entries: kinds.map((kind) => [`${kind}:${plan}`, there[kind] ?? null]) });
      };
      // The days of a plan come together: moves and days off mean nothing to another first day
      const [start, ...others] = ['start', 'moved', 'off', 'moves', 'again'];
      if (differs(start)) add('start', [start, ...others], day);
      else if (others.some(differs)) {
        const entries = [start, ...others].map((kind) => [`${kind}:${plan}`, there[kind] ?? null]);
        rows.push({ text: word('preview_moved', { plan: apart(title) }), isOther: [start, ...others].some((kind) => here[kind] !== undefined), entries });
      }
      add('target', ['target'], day);
      add('track', ['track'], (track) => tracks[track] ?? track);
    }
    const { level, plan } = state.settings;
    if (level && level !== own.settings.level) {
      const values = { before: own.settings.level?.toUpperCase(), after: level.toUpperCase() };
      rows.push({ text: word(values.before ? 'preview_level_other' : 'preview_level', values), isOther: Boolean(values.before), entries: [['level', level]] });
    }
    // How a device looks and which plan it shows stays its own matter
    for (const name of ['scheme', 'slash', 'plan']) {
      if (state.settings[name] && read(name) == null) rows.push({ entries: [[name, state.settings[name]]] });
    }
    return rows;
  };

  /** Shows what would change here, and merges once the reader agrees; `undo` names the button that takes it back. */
  const preview = async (name, state, undo, unknown = 0) => {
    const own = kept();
    const merged = merge(own, state);
    const rows = choices(own, state, await ledger().catch(() => ({ plans: {} })));
    const changed = entriesOf({ ...empty(), ...merged }).filter(([key, value]) => read(key) !== value);
    const count = (isIt) => Object.entries(merged.ticks).filter(([id, [, done]]) => isIt(own.ticks[id]?.[1], done)).length;
    const changes = (kind) => changed.filter(([key]) => key.startsWith(`${kind}:`)).length;
    const lines = [
      ['preview_ticked', count((before, now) => now && before !== 1)],
      ['preview_unticked', count((before, now) => before === 1 && !now)],
      ['preview_notes', changes('note')],
      ['preview_reviews', changes('review')],
      ['preview_unknown', unknown],
    ].filter(([, count]) => count).map(([name, count]) => word(name, { count }));
    const worded = rows.filter(({ text }) => text);
    if (!changed.length && !rows.length) return say([word('preview_same'), ...lines].join(' '), true);
    const others = make('input', { type: 'checkbox', checked: true });
    const list = make('ul', {}, ...[...lines, ...worded.map(({ text }) => text)].map((textContent) => make('li', { textContent })));
    const dialog = ask(name, make('p', { textContent: word(list.firstChild ? 'preview' : 'preview_days') }), list.firstChild ? list : '',
      rows.some(({ isOther, text }) => isOther && text) ? row('preview_choices', others) : '',
      make('p', { className: 'row' }, button('merge', () => {
        dialog.close();
        all('dialog[open]').forEach((open) => open.close());
        const taken = rows.filter(({ isOther }) => !isOther || others.checked).flatMap(({ entries }) => entries);
        const entries = [...changed, ...taken];
        remember(entries.map(([key]) => key), undo);
        if (change(entries, undoButton())) say(word('merged'), true, undoButton());
      }), button('cancel_merge', () => dialog.close())));
    attribute(dialog.querySelector('.merge'), 'autofocus', '').classList.add('go');
    dialog.querySelector('.merge').focus();
  };

  const restore = async (file) => {
    let copy;
    try {
      copy = JSON.parse(await file.text());
      const { prepbook: version, handbook: from, kept } = copy;
      if (version > 3) return say(word('import_newer'), true);
      if (version > 1 && from !== handbook) return say(word('import_other'), true);
      if (version === 1) {
        await need('former');
        copy = stateOf(await self.prepbook.translated(Object.entries(kept)));
      } else if (version === 2) copy = stateOf(Object.entries(kept));
      else if (version === 3) copy = fromCopy(copy);
      else throw new Error('none of ours');
    } catch {
      return say(word('import_bad'), true);
    }
    return preview('restore_title', copy, 'undo_restore');
  };

  // A link in place of the copy, for devices that are at hand

  const picture = (rows) => {
    const size = rows.length + 8;
    const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    for (const [name, value] of [['viewBox', `0 0 ${size} ${size}`], ['role', 'img'], ['aria-label', word('move_code')]]) attribute(svg, name, value);
    const draw = (name, values) => {
      const shape = document.createElementNS(svg.namespaceURI, name);
      for (const [key, value] of Object.entries(values)) attribute(shape, key, value);
      svg.append(shape);
    };
    draw('rect', { width: size, height: size, fill: '#fff' });
    draw('path', { d: path, fill: '#000', 'shape-rendering': 'crispEdges' });
    return make('figure', { className: 'code' }, svg, make('figcaption', { textContent: word('move_code') }));
  };
  const move = async () => {
    await need('link', 'qr');
    const fragment = await self.prepbook.links.pack(handbook, await ledger(), kept());
    const isDisk = location.protocol === 'file:';
    const address = `${base}${isDisk ? 'index.html' : ''}${fragment}`;
    const link = attribute(make('textarea', { className: 'link', value: address, readOnly: true, rows: 3 }), 'aria-label', word('move_link'));
    link.onfocus = () => link.select();
    const copied = () => say(word('copied'));
    const copy = () => {
      link.select();
      if (navigator.clipboard) navigator.clipboard.writeText(address).then(copied, () => say(word('copy_failed')));
      else say(word(document.execCommand('copy') ? 'copied' : 'copy_failed'));
    };
    const isShort = address.length <= LONGEST_CODE;
    const dialog = ask('move', make('p', { textContent: word('move_text') }), isDisk ? make('p', { textContent: word('move_disk') }) : '', link,
      make('p', { className: 'row' }, button('move_copy', copy), isShort ? '' : button('export', save)),
      isShort ? picture(self.prepbook.qr.encode(new TextEncoder().encode(address))) : make('p', { textContent: word('move_long') }),
      button('close', () => dialog.close()));
  };

  const arrive = async () => {
    const { hash } = location;
    try {
      history.replaceState(null, '', location.href.replace(/#.*/, ''));
    } catch {
      location.hash = '';
    }
    if (!self.HTMLDialogElement) return say(word('link_old'), true);
    await need('link');
    const { fault, entries, ticks, unknown } = await self.prepbook.links.unpack(handbook, await ledger(), hash);
    return fault ? say(word(`link_${fault}`), true) : preview('arrive_title', { ...stateOf(entries), ticks }, 'undo_move', unknown);
  };
  Object.assign(self.prepbook, { arrive, moveOn: move, restore, save });
})();
