// The reader's note on a day, loaded when it is opened.
(() => {
  'use strict';

  const { attribute, change, iso, make, read, today, watchers, word } = self.prepbook;
  const { current, edited } = self.prepbook.merging;
  const PAUSE = 800;

  const versionsOf = (key) => {
    try {
      return JSON.parse(read(`note:${key}`)) ?? [];
    } catch {
      return [];
    }
  };
  self.prepbook.note = (fold) => {
    if (fold.querySelector('textarea')) return;
    // A day's note is kept with one of its tasks, which it follows wherever they go; two days that became one have two
    const keys = fold.dataset.note.split(' ');
    const kept = () => keys.map((key) => [key, versionsOf(key)]).filter(([, versions]) => versions.length);
    const text = () => current(kept().flatMap(([, versions]) => versions)).map(([, text]) => text).filter(Boolean).join('\n\n');
    const input = attribute(make('textarea', { value: text(), rows: 4, maxLength: 20_000 }), 'aria-label', fold.querySelector('summary').textContent);
    let wait;
    const save = () => {
      clearTimeout(wait);
      const now = input.value.trim();
      if (now === text()) return;
      const day = iso(today());
      const [first = keys[0], ...others] = kept().map(([key]) => key);
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
      if (document.activeElement !== input) input.value = text();
    });
    fold.append(input, make('p', { className: 'hint', textContent: word('note_hint') }));
    if (!input.value) input.focus();
  };
})();
