/* Punte without a connection: help lines, guides and the shell. Written by the server into LIST: what is kept, and under which name.
   Nothing else is ever kept: no page that shows anything of anybody. */
'use strict';

const OURS = 'punte-__LANGUAGE__-';
const NAME = OURS + '__VERSION__';
const LIST = __LIST__;
const OFFLINE = '__OFFLINE__';

self.addEventListener('install', (event) => {
  // Without cookies: what is kept is what a stranger sees.
  const get = (address) => new Request(address, { credentials: 'omit', cache: 'no-cache' });
  event.waitUntil(caches.open(NAME)
    .then((cache) => cache.addAll(LIST.map(get)))
    .then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) { return; }
  const kept = () => caches.open(NAME).then((cache) => cache.match(address.pathname));
  if (request.mode === 'navigate') {
    // The network first: a page is never older than it has to be.
    event.respondWith(fetch(request)
      .catch(() => (request.method === 'GET' ? kept() : Promise.resolve())
        .then((page) => page || caches.open(NAME).then((cache) => cache.match(OFFLINE)))
        .then((page) => page || Response.error())));
    return;
  }
  if (address.pathname.startsWith('/static/')) {
    event.respondWith(kept().then((file) => file || fetch(request)));
  }
});
