import { effect, inject, signal, type Signal, type WritableSignal } from '@angular/core';
import { ErrorWords } from '../../core/i18n/error-words';

/** Typing pauses this long before the server is asked, in milliseconds. */
const pauseMs = 200;

export interface PagedSearch<T> {
  readonly query: Signal<string>;
  /** What was found so far; null until the first answer. */
  readonly items: WritableSignal<readonly T[] | null>;
  /** Whether there is more to ask for. */
  readonly hasMore: () => boolean;
  /** Why the last question failed, as a sentence. */
  readonly error: Signal<string | null>;
  type(event: Event): void;
  set(query: string): void;
  /** Asks again from the start. */
  retry(): void;
  more(): Promise<void>;
}

/** A list that is searched by typing and read page by page. Call it where `inject` works. */
export function pagedSearch<T>(
  ask: (query: string, cursor?: string) => Promise<{ items: readonly T[]; nextCursor: string | null }>,
): PagedSearch<T> {
  const errors = inject(ErrorWords);
  const query = signal('');
  const tries = signal(0);
  const items = signal<readonly T[] | null>(null);
  const next = signal<string | null>(null);
  const error = signal<string | null>(null);
  /** Grows with each new search: the answer to an earlier one comes too late. */
  let turn = 0;

  const load = async (cursor?: string) => {
    const asked = turn;
    try {
      const page = await ask(query().trim(), cursor);
      if (asked !== turn) return;
      items.update((before) => (cursor ? [...(before ?? []), ...page.items] : page.items));
      next.set(page.nextCursor);
      error.set(null);
    } catch (thrown) {
      if (asked !== turn) return;
      if (cursor !== undefined) next.set(cursor);
      error.set(errors.sentence(thrown));
    }
  };

  effect((cleanUp) => {
    tries();
    const timer = setTimeout(() => void load(), query().trim() ? pauseMs : 0);
    cleanUp(() => {
      turn += 1;
      clearTimeout(timer);
    });
  });

  return {
    query: query.asReadonly(),
    items,
    hasMore: () => next() !== null,
    error: error.asReadonly(),
    type: (event) => query.set((event.target as HTMLInputElement).value),
    set: (text) => query.set(text),
    retry: () => {
      error.set(null);
      tries.update((count) => count + 1);
    },
    more: async () => {
      const cursor = next();
      if (cursor === null) return;
      // Two clicks must not bring one page twice.
      next.set(null);
      await load(cursor);
    },
  };
}
