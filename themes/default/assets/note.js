// The reader's note on a day and the log of a week, loaded when they are opened.
(() => {
  'use strict';

  const { all, attribute, change, iso, make, read, today, watchers, word } = self.prepbook;
  const { current, edited } = self.prepbook.merging;
  const PAUSE = 800;

  const versionsOf = (key) => {
    try {
      return JSON.parse(read(`note:${key}`)) ?? [];
    } catch {
      return [];
    }
  };
  // A note is kept with one of the tasks of its day or week, which it follows wherever they go; two days that became one
  // have two
  const keptOf = (keys) => keys.map((key) => [key, versionsOf(key)]).filter(([, versions]) => versions.length);
  const textOf = (keys) => current(keptOf(keys).flatMap(([, versions]) => versions)).map(([, text]) => text).filter(Boolean).join('\n\n');
  const field = (keys) => {
    const input = make('textarea', { value: textOf(keys), rows: 4, maxLength: 20_000 });
    let wait;
    const save = () => {
      clearTimeout(wait);
      const now = input.value.trim();
      if (now === textOf(keys)) return;
      const day = iso(today());
      const [first = keys[0], ...others] = keptOf(keys).map(([key]) => key);
      const note = (key, text) => [`note:${key}`, JSON.stringify(edited(versionsOf(key), day, text))];
      change([note(first, now), ...others.map((key) => note(key, ''))]);
    };
    input.oninput = () => {
      clearTimeout(wait);
      wait = setTimeout(save, PAUSE);
    };
    input.onchange = save;
    addEventListener('pagehide', save);
    // Another tab or a restored copy may have brought another text
    watchers.push(() => {
      if (document.activeElement !== input) input.value = textOf(keys);
    });
    return input;
  };
  // The keys of each part: a note has one part, and the log of a week a label for each
  const keysOf = (ids, parts = '') => parts.split(' ').map((part) => ids.split(' ').map((id) => id + part));
  const note = (fold) => {
    if (fold.querySelector('textarea')) return;
    const labels = all('label', fold);
    const inputs = keysOf(fold.dataset.note, fold.dataset.parts).map(field);
    for (const [at, input] of inputs.entries()) {
      if (labels[at]) labels[at].append(input);
      else fold.append(attribute(input, 'aria-label', fold.querySelector('summary').textContent));
    }
    fold.append(make('p', { className: 'hint', textContent: word(labels[0] ? 'log_hint' : 'note_hint') }));
    if (inputs.every(({ value }) => !value)) inputs[0].focus();
  };
  Object.assign(self.prepbook, { keysOf, note, textOf });
})();
