/** Runs one such task at a time over all tabs; where Web Locks are absent (plain HTTP), the server's grace covers us. */
export async function withSessionLock<T>(task: () => Promise<T>): Promise<T> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? await locks.request('litspark.session', task) : await task();
}
