// What is loaded through the cache is the application itself; the API and the sockets are left to the network, untouched.
const live = /^\/(api|socket\.io|health|metrics)(\/|$)/;
self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === self.location.origin && live.test(pathname)) event.stopImmediatePropagation();
});
importScripts('./ngsw-worker.js');
