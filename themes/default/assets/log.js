// What the reader wrote about a week, on its printed cover in place of the lines for it.
(() => {
  'use strict';

  const { all, make, need, read, watchers } = self.prepbook;

  const show = async (box) => {
    const { log, parts } = box.dataset;
    const isKept = () => log.split(' ').some((id) => parts.split(' ').some((part) => read(`note:${id}${part}`)));
    if (!self.prepbook.textOf && !isKept()) return;
    await need('merge', 'note');
    const { keysOf, textOf } = self.prepbook;
    const texts = keysOf(log, parts).map(textOf);
    const isWritten = texts.some(Boolean);
    box.className = isWritten ? 'written' : 'write';
    if (isWritten) box.removeAttribute('aria-hidden');
    else box.setAttribute('aria-hidden', true);
    for (const answer of all('.answer', box)) answer.remove();
    for (const [at, prompt] of all('.prompt', box).entries()) {
      prompt.nextElementSibling.toggleAttribute('hidden', Boolean(texts[at]));
      if (texts[at]) prompt.after(make('p', { className: 'answer', textContent: texts[at] }));
    }
  };
  for (const box of all('[data-log]')) {
    const tryShow = () => show(box).catch(() => {});
    watchers.push(tryShow);
    tryShow();
  }
})();
