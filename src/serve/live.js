// Hears from the preview what changed and brings the page up to date; shows what is wrong with the source over the last
// good page. Only a visible tab holds a connection, and the tabs of a browser share it.
(() => {
  'use strict';

  // All addresses are taken from the script's own: a proxy may show the preview below a path.
  const OWN = new URL('.', document.currentScript.src).href;
  const ROOT = new URL('..', OWN);
  const NAME = `prepbook-preview ${ROOT.pathname}`;
  const { read, apply } = self.prepbookPatch;
  delete self.prepbookPatch;
  // The bytes that the page is of; empty for what only stands in for it
  let own = document.currentScript.dataset.page;
  let build;
  let gone = false;
  let hidden;
  let queue = Promise.resolve();

  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  // The path of a file below the root
  const path = ({ pathname }) => decodeURIComponent(pathname.slice(ROOT.pathname.length));
  const page = () => path(location).replace(/(^|\/)$/, '$1index.html');

  // What is shown over the page; its style is its own.

  const host = document.createElement('prepbook-preview');
  const root = host.attachShadow({ mode: 'open' });
  const style = make('link', { rel: 'stylesheet', href: `${OWN}live.css` });
  const panel = make('section', { hidden: true });
  const edit = make('a', { className: 'edit', textContent: 'Edit this page', hidden: true });
  const found = make('button', { className: 'found', hidden: true });
  const pill = make('button', { className: 'pill', hidden: true });
  panel.setAttribute('role', 'alert');
  root.append(style, make('div', { className: 'bar' }, edit, pill), panel, found);

  const fill = (title, kind, ...inside) => {
    const hide = make('button', { textContent: 'Hide', onclick: () => listWarnings(false) });
    panel.className = kind;
    panel.replaceChildren(hide, make('h2', { textContent: title }), ...inside);
    panel.hidden = false;
  };

  const listed = ({ first, more }) => {
    const items = first.map(({ text, address }) => {
      const link = address ? [make('a', { href: address, textContent: 'Open in the editor' })] : [];
      return make('li', {}, make('pre', { textContent: text }), ...link);
    });
    if (more) items.push(make('li', { textContent: `and ${more} more in the terminal` }));
    return make('ol', {}, ...items);
  };

  // Warnings are listed when they are asked for, and until they are hidden.
  let warned = { first: [] };
  let lists = false;
  const listWarnings = (wanted) => {
    lists = wanted;
    pill.setAttribute('aria-expanded', lists);
    panel.hidden = true;
    if (lists) fill(pill.textContent, 'warnings', listed(warned));
  };
  pill.onclick = () => listWarnings(!lists);

  const show = ({ errors, warnings, edit: editable }) => {
    edit.hidden = !editable || !own;
    edit.href = `${OWN}edit?page=${encodeURIComponent(page())}`;
    const state = JSON.stringify([errors, warnings, gone]);
    if (state === hidden) return;
    hidden = state;
    warned = warnings;
    const { count } = warnings;
    pill.textContent = count === 1 ? '1 warning' : `${count} warnings`;
    pill.hidden = !count;
    if (errors.first.length) {
      fill(own ? 'The handbook cannot be built; this page is from the last good build' : 'The handbook cannot be built', '', listed(errors));
    } else if (gone) {
      fill('This page is no longer in the handbook', 'note', make('a', { href: ROOT.href, textContent: 'Home' }));
    } else {
      listWarnings(lists && count > 0);
    }
  };

  const lose = (lost) => {
    if (lost) fill('The preview is not responding; this page may be out of date', 'note');
    hidden = undefined;
  };

  // What changed

  const isSeen = (element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  };
  const flash = (element) => element.animate([
    { outline: '3px solid #f5b700', outlineOffset: '3px' },
    { outline: '3px solid transparent', outlineOffset: '3px' },
  ], { duration: 3000, easing: 'ease-in' });
  let fading;
  const point = (changed) => {
    const outer = changed.filter((element) => !changed.some((other) => other !== element && other.contains(element)));
    outer.slice(0, 40).forEach(flash);
    clearTimeout(fading);
    found.hidden = true;
    if (!outer.length || outer.some(isSeen)) return;
    let target = outer[0];
    const closed = target.closest('details:not([open])');
    while (target.parentElement && !target.getClientRects().length) target = target.parentElement;
    const above = target.getBoundingClientRect().top < 0;
    const words = outer[0].textContent.trim().replace(/\s+/g, ' ');
    found.className = `found ${above ? 'up' : 'down'}`;
    found.textContent = `${above ? '↑' : '↓'} Changed: ${words.length > 40 ? `${words.slice(0, 39)}…` : words}`;
    found.onclick = () => {
      found.hidden = true;
      if (closed) closed.open = true;
      outer[0].scrollIntoView({ block: 'center' });
      outer.slice(0, 40).forEach(flash);
    };
    found.hidden = false;
    fading = setTimeout(() => (found.hidden = true), 8000);
  };

  // Brings the page up to date with what is served now.
  const check = async () => {
    const headers = own ? { 'If-None-Match': `"${own}"` } : {};
    const answer = await fetch(location.pathname, { headers, cache: 'no-store' });
    gone = Boolean(own) && answer.status === 404;
    if (!answer.ok) return;
    if (!own) {
      location.reload();
      return;
    }
    const text = await answer.text();
    const changed = apply(text);
    if (!changed) {
      location.reload();
      return;
    }
    own = answer.headers.get('ETag').replaceAll('"', '');
    // Pages look at what their reader keeps when they are shown again: what is new looks, too.
    dispatchEvent(new Event('pageshow'));
    point(changed);
  };

  const isOf = (address, files) => {
    const url = new URL(address, location);
    return url.href.startsWith(ROOT.href) && (!files || files.includes(path(url)));
  };
  const reloadImages = (files) => {
    for (const image of document.images) {
      if (isOf(image.src, files)) image.src = `${new URL(image.src).pathname}?${build}`;
    }
  };

  const take = async (message) => {
    const first = build === undefined;
    const missed = message.since === null ? build !== message.build : build !== message.since;
    build = message.build;
    const changed = message.pages[page()];
    if (message.since === null || missed || !own || gone || (changed !== undefined && changed !== own)) await check();
    show(message);
    if (missed && !first) reloadImages();
    else if (message.files.length) reloadImages(message.files);
  };
  // One after the other; what goes wrong with one is made good by the next.
  const enqueue = (message) => (queue = queue.then(() => take(message)).catch(() => {}));
  let losing;
  const ask = async () => {
    const answer = await fetch(`${OWN}now`, { cache: 'no-store' });
    const message = await answer.json();
    clearTimeout(losing);
    losing = undefined;
    return message;
  };
  const look = () => ask().then(enqueue, () => {});

  // The connection

  const channel = new BroadcastChannel(NAME);
  const hear = (data) => {
    if ('lost' in data) lose(data.lost);
    else enqueue(data);
  };
  channel.onmessage = ({ data }) => hear(data);
  const share = (data) => {
    channel.postMessage(data);
    hear(data);
  };
  let stream;
  let retry;
  const connect = () => {
    stream = new EventSource(`${OWN}events`);
    stream.onmessage = ({ data }) => {
      clearTimeout(losing);
      losing = undefined;
      share(JSON.parse(data));
    };
    stream.onerror = () => {
      losing ??= setTimeout(() => share({ lost: true }), 2500);
      // The browser tries again by itself, unless the answer is not a stream: the preview holds only a few of them.
      if (stream?.readyState === EventSource.CLOSED) retry = setTimeout(again, 1000);
    };
  };
  // Without a stream, the preview is asked each second.
  const again = () => {
    const isNews = (message) => message.build !== build || hidden === undefined;
    ask().then((message) => isNews(message) && share(message), () => {});
    connect();
  };

  // One visible tab leads: it has the stream, and the others hear from it. The next one takes over when it is hidden.
  let waiting;
  let release;
  const lead = () => {
    connect();
    return new Promise((done) => (release = done));
  };
  const enter = () => {
    if (waiting || document.visibilityState !== 'visible') return;
    waiting = new AbortController();
    if (navigator.locks) {
      // Some frames may not have locks.
      navigator.locks.request(NAME, { signal: waiting.signal }, lead)
        .catch(({ name }) => name === 'AbortError' || connect());
    } else {
      lead();
    }
  };
  const leave = () => {
    waiting?.abort();
    waiting = undefined;
    stream?.close();
    stream = undefined;
    clearTimeout(retry);
    clearTimeout(losing);
    losing = undefined;
    release?.();
    release = undefined;
  };
  const turn = () => {
    if (document.visibilityState !== 'visible') {
      leave();
      return;
    }
    look();
    enter();
  };

  const start = () => {
    if (own) read();
    document.body.append(host);
    look();
    enter();
    addEventListener('pageshow', ({ isTrusted, persisted }) => isTrusted && persisted && turn());
    document.addEventListener('visibilitychange', turn);
    // A worker of an earlier server at this address would show what is old.
    navigator.serviceWorker?.getRegistrations().then((workers) => workers.forEach((worker) => worker.unregister()), () => {});
  };
  // The text is complete, and scripts that wait for that have not run yet.
  const ready = () => {
    if (document.readyState === 'loading') return;
    document.removeEventListener('readystatechange', ready);
    start();
  };
  document.addEventListener('readystatechange', ready);
  ready();
})();
