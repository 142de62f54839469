// Keeps the handbook for reading without a connection. A file that has not changed is not fetched again.
'use strict';

const OWN = 'prepbook-{{ site.id }}-';
const NAME = `${OWN}{{ version }}`;
const FILES = new Map([
{% for file in files %}  [{{ file.path | json_encode }}, {{ file.hash | json_encode }}],
{% endfor %}]);
const here = new URL('./', location).href;
const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');
const pathOf = (address) => {
  const path = decodeURIComponent(address.slice(here.length).replace(/[?#].*/, ''));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
};
const keyOf = (path) => `${here}${encoded(path)}?${FILES.get(path)}`;

const keep = async (cache, path) => {
  const key = keyOf(path);
  const known = await caches.match(key);
  const response = known ?? await fetch(here + encoded(path), { cache: 'no-cache' });
  if (!response.ok) throw new Error(path);
  await cache.put(key, response);
};
const install = async () => {
  const cache = await caches.open(NAME);
  const paths = [...FILES.keys()];
  const next = async () => {
    for (let path = paths.pop(); path; path = paths.pop()) await keep(cache, path);
  };
  await Promise.all([1, 2, 3, 4, 5, 6].map(next));
};
const answer = async (request) => {
  const path = pathOf(request.url);
  if (!FILES.has(path)) {
    return fetch(request).catch(async () => await caches.match(keyOf('404.html')) ?? Response.error());
  }
  return await caches.match(keyOf(path)) ?? fetch(request);
};

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil((async () => {
  // Other handbooks of this host have caches of their own; before there were ids, a name told nothing, but addresses do
  for (const name of await caches.keys()) {
    const isFormer = /^prepbook-\w+$/.test(name) && (await (await caches.open(name)).keys()).every(({ url }) => url.startsWith(here));
    if (isFormer || name.startsWith(OWN) && name !== NAME) await caches.delete(name);
  }
  await clients.claim();
})()));
addEventListener('message', ({ data }) => data === 'now' && skipWaiting());
addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(here)) event.respondWith(answer(event.request));
});
