// Puts the new version of a page into the one that is shown. The old source is compared with the new one, and only what
// differs between the two is done to the page: what the page's own scripts and its reader did to it stays.
(() => {
  'use strict';

  const ELEMENT = 1;
  const MARK = 'script[src$=".prepbook/live.js"]';
  // Before any other script of the page runs
  const rootAttributes = [...document.documentElement.attributes].map(({ name, value }) => [name, value]);
  // What stands in the page for a node of the source
  const shown = new WeakMap();
  let source;
  let changed;

  const pair = (node, twin) => {
    shown.set(node, twin);
    let next = twin.firstChild;
    for (const child of node.childNodes) {
      pair(child, next);
      next = next.nextSibling;
    }
  };

  // The source is read off the page while no script but those in its text have touched it.
  const read = () => {
    // In a document of its own nothing is loaded or run.
    source = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
    pair(source, document.documentElement);
    for (const { name } of [...source.attributes]) source.removeAttribute(name);
    for (const [name, value] of rootAttributes) source.setAttribute(name, value);
    source.querySelector(MARK)?.remove();
  };

  const isElement = (node) => node.nodeType === ELEMENT;
  const isBlank = (node) => !isElement(node) && !node.data?.trim();
  const hasTemplate = (node) => isElement(node) && (node.matches('template') || node.querySelector('template'));
  // What a template holds are no children of it, and does not count for `isEqualNode`.
  const equal = (a, b) => a.isEqualNode(b) && (!hasTemplate(a) || a.outerHTML === b.outerHTML);
  const key = (node) => {
    const name = isElement(node) && (node.id || node.dataset.task || node.getAttribute('aria-labelledby'));
    return name ? `${node.nodeName} ${name}` : '';
  };
  const print = (node) => (isElement(node) ? node.outerHTML : `${node.nodeType} ${node.data}`);

  // Which old node becomes which new one: by what they are called, by what they say, by where they stand.
  const match = (olds, news) => {
    const mates = new Map();
    const taken = new Set();
    const join = (fresh, old) => {
      mates.set(fresh, old);
      taken.add(old);
    };
    for (const trait of [key, (node) => (isBlank(node) ? '' : print(node))]) {
      const known = new Map();
      for (const old of olds) {
        const name = !taken.has(old) && trait(old);
        if (name) known.set(name, [...(known.get(name) ?? []), old]);
      }
      for (const fresh of news) {
        const old = !mates.has(fresh) && known.get(trait(fresh))?.shift();
        if (old) join(fresh, old);
      }
    }
    let from = 0;
    for (const fresh of news) {
      if (mates.has(fresh)) {
        from = Math.max(from, olds.indexOf(mates.get(fresh)) + 1);
        continue;
      }
      for (let at = from; at < olds.length && !taken.has(olds[at]); at++) {
        // Things with different names are different things.
        if (olds[at].nodeName !== fresh.nodeName || key(olds[at]) || key(fresh)) continue;
        join(fresh, olds[at]);
        from = at + 1;
        break;
      }
    }
    return mates;
  };

  // The most nodes that are in the right order already.
  const inOrder = (nodes, olds) => {
    const place = new Map(olds.map((node, index) => [node, index]));
    const ends = [];
    const before = new Map();
    for (const node of nodes) {
      let at = ends.length;
      while (at > 0 && place.get(ends[at - 1]) > place.get(node)) at--;
      before.set(node, ends[at - 1]);
      ends[at] = node;
    }
    const still = new Set();
    for (let node = ends.at(-1); node; node = before.get(node)) still.add(node);
    return still;
  };

  // A script may have put a box around what it found: the outermost one is what stands in the parent.
  const holder = (node, parent) => {
    let twin = shown.get(node);
    while (twin && twin.parentNode !== parent) twin = twin.parentNode;
    return twin;
  };

  const put = (twin, previous, parent) => {
    let after = null;
    for (let node = previous; node && !after; node = node.previousSibling) after = holder(node, parent);
    const next = after ? after.nextSibling : parent.firstChild;
    // Where there is such a thing, moving keeps focus and what plays.
    if (parent.moveBefore && twin.isConnected && parent.isConnected) parent.moveBefore(twin, next);
    else parent.insertBefore(twin, next);
  };

  const drop = (node) => {
    const twin = shown.get(node);
    const parent = node.parentNode;
    const box = holder(node, shown.get(parent)) ?? twin;
    const shared = [...parent.childNodes].some((other) => other !== node && box.contains(shown.get(other)));
    (shared ? twin : box).remove();
    node.remove();
  };

  const insert = (fresh, previous, parent) => {
    const node = source.ownerDocument.importNode(fresh, true);
    const twin = document.importNode(fresh, true);
    pair(node, twin);
    put(twin, previous, shown.get(parent));
    parent.insertBefore(node, previous ? previous.nextSibling : parent.firstChild);
    if (!isBlank(node)) changed.add(isElement(twin) ? twin : twin.parentNode);
    return node;
  };

  const patchChildren = (old, fresh) => {
    const before = [...old.childNodes];
    const after = [...fresh.childNodes];
    let start = 0;
    while (start < before.length && start < after.length && equal(before[start], after[start])) start++;
    let end = 0;
    const least = Math.min(before.length, after.length) - start;
    while (end < least && equal(before.at(-1 - end), after.at(-1 - end))) end++;
    const olds = before.slice(start, before.length - end);
    const news = after.slice(start, after.length - end);
    const mates = match(olds, news);
    const kept = news.map((node) => mates.get(node)).filter(Boolean);
    const still = inOrder(kept, olds);
    for (const node of olds) if (!kept.includes(node)) drop(node);
    let previous = before[start - 1];
    for (const node of news) {
      const mate = mates.get(node);
      if (!mate) {
        previous = insert(node, previous, old);
        continue;
      }
      if (!still.has(mate)) {
        const parent = shown.get(old);
        put(holder(mate, parent) ?? shown.get(mate), previous, parent);
        old.insertBefore(mate, previous ? previous.nextSibling : old.firstChild);
      }
      if (!equal(mate, node)) patch(mate, node);
      previous = mate;
    }
  };

  const write = (element, name, value) =>
    (value === null ? element.removeAttribute(name) : element.setAttribute(name, value));

  // The old sheet stays until the new one is there, so that the page is never bare.
  const swapSheet = (old, href) => {
    const link = shown.get(old);
    const next = link.cloneNode();
    next.href = href;
    next.onload = next.onerror = () => link.remove();
    link.after(next);
    shown.set(old, next);
  };

  const patchAttributes = (old, fresh) => {
    const twin = shown.get(old);
    const names = new Set([...old.attributes, ...fresh.attributes].map(({ name }) => name));
    for (const name of names) {
      const was = old.getAttribute(name);
      const is = fresh.getAttribute(name);
      if (was === is) continue;
      write(old, name, is);
      if (name === 'class') {
        twin.classList.remove(...(was ?? '').split(/\s+/).filter(Boolean));
        twin.classList.add(...(is ?? '').split(/\s+/).filter(Boolean));
      } else if (name === 'href' && old.matches('link[rel~="stylesheet"]')) {
        swapSheet(old, is);
      } else {
        write(twin, name, is);
      }
    }
  };

  const patch = (old, fresh) => {
    const twin = shown.get(old);
    if (!isElement(old)) {
      old.data = twin.data = fresh.data;
      if (!isBlank(fresh) && twin.parentNode) changed.add(twin.parentNode);
    } else if (old.matches('template')) {
      old.innerHTML = twin.innerHTML = fresh.innerHTML;
    } else if (!old.matches('noscript')) {
      patchAttributes(old, fresh);
      patchChildren(old, fresh);
    }
  };

  // What cannot be put into a page that runs already
  const running = (root) =>
    [...root.querySelectorAll('script, meta[http-equiv]')].map((element) => element.outerHTML).join('\n');

  // Things that begin on the screen and move with the text, to see where they are afterwards
  const isPinned = (element) => {
    for (let node = element; node; node = node.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(node).position)) return true;
    }
    return false;
  };
  const landmarks = () => {
    const found = new Map();
    for (let y = 4; y < innerHeight; y += 24) {
      const element = document.elementFromPoint(innerWidth / 2, y);
      const top = element?.getBoundingClientRect().top;
      if (top >= 0 && !found.has(element) && !isPinned(element)) found.set(element, top);
    }
    return [...found];
  };

  const stay = (work) => {
    const root = document.documentElement;
    const { style } = root;
    const places = scrollY > 0 ? landmarks() : [];
    const focused = document.activeElement;
    // The browser's own way to stay would be added to this one.
    style.overflowAnchor = 'none';
    work();
    const [element, top] = places.find(([place]) => place.isConnected) ?? [];
    if (element) scrollBy({ top: element.getBoundingClientRect().top - top, behavior: 'instant' });
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    requestAnimationFrame(() => {
      style.overflowAnchor = '';
      if (!root.getAttribute('style')) root.removeAttribute('style');
    });
  };

  // The elements of the page that changed; nothing where the page has to be loaded anew.
  const apply = (text) => {
    const fresh = new DOMParser().parseFromString(text, 'text/html');
    fresh.querySelector(MARK)?.remove();
    // A script of the author's has made something of the page that it found.
    if (running(fresh) !== running(source) || fresh.querySelector('main script')) return null;
    changed = new Set();
    stay(() => patch(source, fresh.documentElement));
    return [...changed].filter((element) => document.body.contains(element));
  };

  self.prepbookPatch = { read, apply };
})();
