import { computed, inject, Injectable, type Signal, signal } from '@angular/core';
import type { ConfirmationPage, Message } from '@litspark/shared-contracts';
import { ApiError } from '../../../core/api-error';
import { SessionScope } from '../../../core/session-scope';
import { SocketClient } from '../../../core/socket-client';
import type { MessageRef } from '../../../sync/commands/kinds/message-command';
import { MessageAnswers } from '../../../sync/message-answers';
import { ConfirmationsApi } from './confirmations.api';

type Item = ConfirmationPage['items'][number];

/** What is known of one message; `message` and `items` are null until they are there. */
interface Held {
  readonly ref: MessageRef;
  readonly message: Message | null;
  readonly items: readonly Item[] | null;
  /** Where the list goes on; null at its end. */
  readonly cursor: string | null;
  readonly loading: boolean;
  readonly failure: ApiError | null;
}

/** Who has confirmed the message that was looked at last, and who has not; live. */
@Injectable({ providedIn: SessionScope })
export class ConfirmationList {
  private readonly api = inject(ConfirmationsApi);
  private readonly answers = inject(MessageAnswers);
  private readonly held = signal<Held | null>(null);
  /** It changed while it was being loaded. */
  private again = false;

  readonly message: Signal<Message | null> = computed(() => this.held()?.message ?? null);
  readonly items: Signal<readonly Item[] | null> = computed(() => this.held()?.items ?? null);
  readonly hasMore = computed(() => this.held()?.cursor != null);
  readonly loading = computed(() => this.held()?.loading ?? false);
  readonly failure: Signal<ApiError | null> = computed(() => this.held()?.failure ?? null);

  constructor() {
    const socket = inject(SocketClient);
    socket.on('message_updated').subscribe(({ message }) => this.follow(message));
    // What changed meanwhile wasn't heard of.
    socket.connected$.subscribe(() => void this.load());
  }

  /** Shows another message from here on. */
  open(ref: MessageRef): void {
    if (this.held()?.ref.messageId !== ref.messageId)
      this.held.set({ ref, message: null, items: null, cursor: null, loading: false, failure: null });
    void this.load();
  }

  /** The message, and as much of the list as is shown, anew; what is held stays where that fails. */
  async load(): Promise<void> {
    const held = this.held();
    if (!held) return;
    if (held.loading) {
      this.again = true;
      return;
    }
    const { ref } = held;
    await this.during(ref, async () => {
      const message = await this.answers.get(ref.conversationId, ref.messageId);
      this.change(ref, () => ({ message }));
      if (message.deletedAt || !message.parts.confirmation) return { items: [], cursor: null };
      return this.pages(ref, null, held.items?.length ?? 1);
    });
  }

  /** The next page. */
  async more(): Promise<void> {
    const held = this.held();
    if (!held?.cursor || !held.items) return this.load();
    if (held.loading) return;
    const { ref, cursor, items } = held;
    await this.during(ref, async () => {
      const next = await this.pages(ref, cursor, 1);
      const known = new Set(next.items.map(({ userId }) => userId));
      return { ...next, items: [...items.filter(({ userId }) => !known.has(userId)), ...next.items] };
    });
  }

  /** Pages from a cursor on, until there are so many people, or no more. */
  private async pages(
    ref: MessageRef,
    from: string | null,
    enough: number,
  ): Promise<{ items: Item[]; cursor: string | null }> {
    const items: Item[] = [];
    let cursor = from;
    do {
      const page = await this.api.page(ref, cursor);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor && items.length < enough);
    return { items, cursor };
  }

  private async during(ref: MessageRef, load: () => Promise<Partial<Held>>): Promise<void> {
    this.again = false;
    this.change(ref, () => ({ loading: true, failure: null }));
    try {
      const loaded = await load();
      this.change(ref, () => ({ ...loaded, loading: false }));
      if (this.again) await this.load();
    } catch (thrown) {
      this.change(ref, () => ({ failure: ApiError.from(thrown), loading: false }));
    }
  }

  private follow(message: Message): void {
    const held = this.held();
    if (held?.ref.messageId !== message.id || (held.message?.revision ?? 0) >= message.revision) return;
    const before = held.message?.parts.confirmation;
    this.change(held.ref, () => ({ message }));
    if (message.parts.confirmation?.count !== before?.count) void this.load();
  }

  private change({ messageId }: MessageRef, change: (held: Held) => Partial<Held>): void {
    this.held.update((held) => (held?.ref.messageId === messageId ? { ...held, ...change(held) } : held));
  }
}
