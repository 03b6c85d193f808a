/** Calls back once the page has nothing better to do, within `mostMs` in any case. Gives what cancels it. */
export function whenIdle(call: () => void, mostMs: number): () => void {
  // Safari has none.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(call, 0);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(call, { timeout: mostMs });
  return () => cancelIdleCallback(handle);
}
