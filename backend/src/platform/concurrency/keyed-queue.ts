/**
 * Runs work one after the other for each key, in the order asked for. Work that names several keys waits for all of
 * them; all are queued for in one step, so two such works can't wait for each other.
 */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const ahead = keys.flatMap((key) => this.tails.get(key) ?? []);
    const result = ahead.length === 0 ? work() : Promise.all(ahead).then(work);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    for (const key of keys) this.tails.set(key, settled);
    void settled.then(() => {
      for (const key of keys) if (this.tails.get(key) === settled) this.tails.delete(key);
    });
    return result;
  }

  /** Whether work on this key is under way or waits. */
  isBusy(key: string): boolean {
    return this.tails.has(key);
  }
}
