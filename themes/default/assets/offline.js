// Keeps the handbook for reading without a connection, and offers a newer version once the browser has all of it.
(() => {
  'use strict';

  const { button, say, word } = self.prepbook;
  const { serviceWorker } = navigator;

  const offer = (worker) => say(word('new_version'), true, button('reload', () => {
    serviceWorker.oncontrollerchange = () => location.reload();
    worker.postMessage('now');
  }));
  const register = async () => {
    const registration = await serviceWorker.register(`${document.documentElement.dataset.offline}service-worker.js`).catch(() => {});
    if (!registration) return;
    const look = () => serviceWorker.controller && registration.waiting && offer(registration.waiting);
    look();
    registration.onupdatefound = () => (registration.installing.onstatechange = look);
  };
  Object.assign(self.prepbook, { register });
})();
