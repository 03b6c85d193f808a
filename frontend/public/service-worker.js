// What is loaded through the cache is the application itself; the API and the sockets are left to the network, untouched.
const live = /^\/(api|socket\.io|health|metrics)(\/|$)/;
self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === self.location.origin && live.test(pathname)) event.stopImmediatePropagation();
});
// The policy of the page holds for workers too: this is the one script that may be loaded here.
self.trustedTypes?.createPolicy('default', {
  createScriptURL: (address) => (address === './ngsw-worker.js' ? address : null),
});
importScripts('./ngsw-worker.js');
