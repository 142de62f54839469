// Leads on from an address that a page had, to the place in the page that was asked for.
(() => {
  'use strict';

  const [page, ...places] = document.querySelectorAll('main a');
  let anchor = location.hash.slice(1);
  try {
    anchor = decodeURIComponent(anchor);
  } catch {
    // It is taken as it is
  }
  const place = places.find((link) => link.dataset.anchor === anchor);
  const to = new URL((place ?? page).href);
  if (!place && !to.hash) to.hash = location.hash;
  location.replace(to.href);
})();
