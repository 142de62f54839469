// What the reader wrote about a week and its days, on the printed cover of the week.
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
  // What was learned on each day, beside the day on the cover of the week
  const showLearned = async (box) => {
    const ids = box.dataset.learned.split(' ');
    if (!self.prepbook.textOf && !ids.some((id) => read(`note:${id}`))) return;
    await need('merge', 'note');
    const text = self.prepbook.textOf(ids);
    box.hidden = !text;
    const answer = all('span', box)[0] ?? box.appendChild(make('span'));
    answer.textContent = ` ${text}`;
  };
  for (const box of all('[data-learned]')) {
    const tryShow = () => showLearned(box).catch(() => {});
    watchers.push(tryShow);
    tryShow();
  }
  for (const box of all('[data-log]')) {
    const tryShow = () => show(box).catch(() => {});
    watchers.push(tryShow);
    tryShow();
  }
})();
