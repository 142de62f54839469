// The cover: two choices and a date begin a plan. What the form needs comes when it is used.
(() => {
  'use strict';

  const { all, chosen, need, read, refresh, say, watchers, word } = self.prepbook;

  for (const box of all('[data-begin]')) {
    const card = box.closest('[data-plan]');
    const { plan, start, target } = card.dataset;
    const [form] = all('form', box);
    const links = all('[data-editions] a', card);
    const own = read(`track:${plan}`);
    const pick = (name, value) => all(`input[name=${name}]`, form).forEach((input) => input.checked = input.value === value);
    if (own) pick('track', own);
    if (chosen() || read('level')) pick('level', read('level'));
    let begin;
    const ready = () => (begin ??= need('today-words', 'dates', 'begin-form').then(() => self.prepbook.beginForm(box)));
    const wake = () => ready().catch(() => {});
    form.addEventListener('focusin', wake);
    form.onsubmit = (event) => {
      event.preventDefault();
      ready().then((begin) => begin()).catch(() => say(word('not_loaded'), true));
    };
    box.hidden = false;
    box.open = own == null;
    watchers.push(() => {
      if (start || target || read(`start:${plan}`) || read(`target:${plan}`)) wake();
      for (const [at, link] of links.entries()) {
        const tracks = all('input[name=track]', form);
        link.parentNode.hidden = read(`track:${plan}`) !== (tracks[at]?.value ?? '');
      }
    });
  }
  // The plan that the reader follows comes first, with today; the others are folded
  const own = all('.card[data-plan]').find((card) => card.dataset.plan === read('plan') && read(`track:${card.dataset.plan}`) != null);
  const [top] = all('[data-current]');
  if (own) {
    Object.assign(top.dataset, own.dataset);
    top.append(...all('[data-today], .today', own));
    top.hidden = false;
    for (const fold of all('.card > .plan')) fold.open = own.contains(fold);
  }
  refresh();
})();
