// Windows over a page, for the scripts that are loaded when they are wanted.
(() => {
  'use strict';

  const { attribute, make, notice, word } = self.prepbook;

  /** Opens a window with a title, which is gone when it is closed. A message that it holds stays. */
  self.prepbook.ask = (name, ...inside) => {
    const title = make('h2', { id: `dialog-${name}`, textContent: word(name) });
    const dialog = attribute(make('dialog', { className: `dialog ${name}` }, title, ...inside), 'aria-labelledby', title.id);
    dialog.onclose = () => {
      if (dialog.contains(notice)) document.body.append(notice);
      dialog.remove();
    };
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };
})();
