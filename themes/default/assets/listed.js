// A sheet of paper lists what its links lead to, as far as they are shown. Loaded for readers with a level.
(() => {
  'use strict';

  const { all, watchers } = self.prepbook;

  const draw = () => {
    for (const list of all('.listed')) {
      const items = all('[data-mark]', list);
      for (const item of items) item.hidden = all(`a[data-mark="${item.dataset.mark}"]`, list.closest('.sheet')).every((link) => link.closest('[hidden]'));
      list.hidden = items.every((item) => item.hidden);
    }
  };
  watchers.push(draw);
  draw();
})();
