// What can be undone, for the scripts that are loaded when they are wanted.
(() => {
  'use strict';

  const { all, button, change, read, say, word } = self.prepbook;

  // Each with the name of the button that does it and the words of what it changed
  const undone = [];
  const remember = (changed, name = 'undo', what = '') => undone.push([name, changed.map((key) => [key, read(key)]), what]);
  const undo = () => {
    const [, changes, what] = undone.pop();
    if (change(changes)) say(`${word('undone')} ${what}`);
    const task = all('[data-task]').find((task) => changes.some(([key]) => key === `task:${task.dataset.task}`));
    const fold = task?.closest('details');
    if (fold) fold.open = true;
    task?.querySelector('input').focus();
  };
  const undoButton = () => button(undone.slice(-1)[0]?.[0] ?? 'undo', undo);
  Object.assign(self.prepbook, { remember, undoButton, undone });
})();
