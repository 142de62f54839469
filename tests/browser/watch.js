// Put into pages under test: writes down what goes wrong, and sets the clock to 6 January 2027.
(() => {
  'use strict';

  self.problems = [];
  const note = (...words) => self.problems.push(words.join(' '));
  addEventListener('error', ({ message, target }) => note(message ?? `does not load ${target.src ?? target.href}`), true);
  addEventListener('unhandledrejection', ({ reason }) => note('rejected', reason));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => note('refused', violatedDirective, blockedURI));
  for (const kind of ['error', 'warn']) console[kind] = note;
  const now = Date.UTC(2027, 0, 6, 12);
  self.Date = class extends Date {
    constructor(...parts) {
      super(...(parts.length ? parts : [now]));
    }

    static now() {
      return now;
    }
  };
})();
