/**
 * Waits until no other tab sends this person's messages, and calls `lead`; gives what ends that, or the wait. When the
 * tab that leads dies, the browser lets the next one in. Without Web Locks (plain HTTP) every tab sends: the server
 * stores each message once, and none is tried before the one ahead of it was confirmed.
 */
export function whenLeading(userId: string, lead: () => void): () => void {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) {
    lead();
    return () => undefined;
  }
  const waiting = new AbortController();
  let resign: () => void = () => undefined;
  const term = new Promise<void>((resolve) => (resign = resolve));
  locks
    .request(`litspark.outbox.${userId}`, { signal: waiting.signal }, () => {
      if (waiting.signal.aborted) return undefined;
      lead();
      return term;
    })
    // Given up before its turn came; or locks are forbidden here.
    .catch(() => waiting.signal.aborted || lead());
  return () => {
    waiting.abort();
    resign();
  };
}
