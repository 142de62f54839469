// Light or dark as the reader chose, before anything is drawn.
(() => {
  'use strict';
  const { dataset } = document.documentElement;
  dataset.script = '';
  try {
    const scheme = localStorage.getItem(`prepbook:3:${dataset.handbook}:scheme`);
    if (scheme) dataset.scheme = scheme;
  } catch {}
})();
