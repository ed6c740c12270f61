// Keeps the telephone's page, so that it opens with no network and no server. Statements are not its business:
// they lie in the browser's database.

const CACHE = 'qafila-phone-1';
const WORDS = ['ar', 'fr', 'en'].map((lang) => `/api/v1/words/${lang}`);

/** The page, what it loads, and what that loads. */
async function fill() {
  const cache = await caches.open(CACHE);
  const { files } = await (await fetch('/phone-files.json', { cache: 'no-store' })).json();
  await cache.addAll([...files, ...WORDS]);
  const wanted = new Set([...files, ...WORDS].map((file) => new URL(file, location.origin).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

addEventListener('install', (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

// The server first, because it may have something newer; what is kept where it does not answer.
addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const kept = async () => (await caches.open(CACHE)).match(url.pathname);
  if (url.pathname.startsWith('/assets/')) {
    // Their names change with their content.
    event.respondWith(kept().then((found) => found ?? fetch(request)));
  } else if (url.pathname === '/phone.html' || WORDS.includes(url.pathname) || url.pathname === '/mark.svg') {
    event.respondWith(fetch(request).catch(async () => (await kept()) ?? Response.error()));
  }
});
