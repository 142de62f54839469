// What is said after a tick, and its undo.
(() => {
  'use strict';

  const { attribute, count, inWords, quiet, say, tasksIn, undoButton, undone, word } = self.prepbook;

  /** `before` is what was kept of the task; `place` loads the reader's place. Nothing is said over a warning. */
  const ticked = (task, before, isQuiet, place) => {
    const what = task.querySelector('label').textContent.trim();
    undone.push(['undo', [[`task:${task.dataset.task}`, before]], what]);
    const back = attribute(undoButton(), 'aria-label', `${word('undo')}: ${what}`);
    back.firstChild.textContent = word('undo_short');
    const sums = count(tasksIn(task.closest('[data-day]') ?? document.body));
    const report = () => isQuiet && say(inWords(sums), false, back);
    // What comes after a day is shown in the page
    if (task.querySelector('input').checked && sums.core && sums.core === sums.core_done && task.closest('.on-day, .on-week')) {
      quiet();
      place().catch(report);
    } else report();
  };
  Object.assign(self.prepbook, { ticked });
})();
