// Offers a newer version of the handbook, once the browser has all of it.
(() => {
  'use strict';

  const { button, say, word } = self.prepbook;

  self.prepbook.offer = (worker) => say(word('new_version'), true, button('reload', () => {
    navigator.serviceWorker.oncontrollerchange = () => location.reload();
    worker.postMessage('now');
  }));
})();
