import type { Page } from '@playwright/test';

/**
 * Waits in the page until what was just sent can't be lost any more, and gives its `clientMessageId`: until it is in
 * this person's outbox, or was sent already.
 */
export function kept(page: Page, userId: string, body: string): Promise<string> {
  return page.evaluate(
    async ([name, text]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('refused'));
        });
      const sent = () =>
        [...document.querySelectorAll<HTMLElement>('[data-seq]')].find(
          (row) => row.querySelector('ls-message-body')?.textContent?.trim() === text,
        );
      const database = await done(indexedDB.open(name));
      try {
        for (;;) {
          const store = database.transaction('outbox').objectStore('outbox');
          const rows = (await done(store.getAll())) as { clientMessageId: string; body: string }[];
          const id = rows.find((row) => row.body === text)?.clientMessageId;
          const key = id ?? sent()?.dataset['message']?.slice(-36);
          if (key) return key;
          await new Promise((wake) => setTimeout(wake, 5));
        }
      } finally {
        database.close();
      }
    },
    [`litspark.outbox.${userId}`, body] as const,
  );
}

/** How many messages and commands of this person still wait; what was refused doesn't. */
export function waiting(page: Page, userId: string): Promise<number> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('refused'));
      });
    const database = await done(indexedDB.open(name));
    try {
      const all = database.transaction(['outbox', 'commands']);
      const messages = await done(all.objectStore('outbox').count());
      const rows = (await done(all.objectStore('commands').getAll())) as { state: string }[];
      const ahead = Object.keys(localStorage).filter((key) => /^litspark\.ahead\..*\.command\./.test(key));
      return messages + rows.filter(({ state }) => state === 'waiting').length + ahead.length;
    } finally {
      database.close();
    }
  }, `litspark.outbox.${userId}`);
}
