// A reader who changes from one plan of the handbook to another keeps both sets of ticks. Tasks with the same words are
// offered as done.
(() => {
  'use strict';

  const { base, button, change, load, read, remember, say, undoButton, word } = self.prepbook;

  const namesOf = async (plan) => {
    await load(`${base}${plan}/names.js`);
    return Object.entries(self.prepbookNames.find((data) => data.plan === plan).names);
  };
  const fold = (text) => (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join(' ');

  self.prepbook.carry = async (before, plan) => {
    // A plan that is gone has nothing to offer
    const [old, own] = await Promise.all([before, plan].map(namesOf)).catch(() => [[], []]);
    const done = new Map();
    for (const [id, words] of old) {
      const tick = read(`task:${id}`);
      if (tick?.[0] === '1') done.set(fold(words), [...done.get(fold(words)) ?? [], tick]);
    }
    const ticks = own.filter(([id]) => read(`task:${id}`) == null).flatMap(([id, words]) => {
      const tick = done.get(fold(words))?.shift();
      return tick ? [[`task:${id}`, tick]] : [];
    });
    // Who said no is not asked again until there is more to carry
    if (ticks.length <= Number(read(`offered:${plan}`))) return;
    change([[`offered:${plan}`, String(ticks.length)]]);
    say(word('carry', { count: ticks.length }), true, button('carry_yes', () => {
      remember(ticks.map(([key]) => key), 'undo_carry');
      if (change(ticks, undoButton())) say(word('carried', { count: ticks.length }), true, undoButton());
    }));
  };
})();
