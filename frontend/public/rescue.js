// A cache that lost a part of the application must not lock anybody out: it is thrown away and the page loaded anew.
const rescuedAt = 'litspark.rescuedAt';

async function rescue() {
  // Not in a circle: where loading anew didn't help, it won't.
  if (Date.now() - Number(sessionStorage.getItem(rescuedAt)) < 60_000) return;
  sessionStorage.setItem(rescuedAt, String(Date.now()));
  for (const registration of await navigator.serviceWorker.getRegistrations())
    await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith('ngsw:')) await caches.delete(name);
  location.reload();
}

addEventListener(
  'error',
  ({ target }) => {
    const isPart = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
    if (isPart && navigator.serviceWorker?.controller) void rescue();
  },
  true,
);
