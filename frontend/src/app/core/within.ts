export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** What a task gives within so many milliseconds. Throws `TookTooLong` past them; the task goes on. */
export function within<T>(ms: number, task: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), ms);
  });
  return Promise.race([task, late]).finally(() => clearTimeout(timer));
}
