import { computed, inject, Injectable, type Signal, signal } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { ApiError } from '../../../core/api-error';
import { SessionScope } from '../../../core/session-scope';
import { SocketClient } from '../../../core/socket-client';
import { ChangesStore } from '../../../stores/changes.store';
import { PinsApi } from './pins.api';

/** The pinned messages of one conversation. `items` is null until they are known. */
interface Held {
  conversationId: string;
  items: readonly Message[] | null;
  failure: ApiError | null;
}

/** The pinned messages of the conversation whose pins were looked at last, live. */
@Injectable({ providedIn: SessionScope })
export class PinnedMessages {
  private readonly api = inject(PinsApi);
  private readonly changes = inject(ChangesStore);
  private readonly held = signal<Held | null>(null);

  /** As this person is to see them, newest pin first; null until they are known. */
  readonly items: Signal<readonly Message[] | null> = computed(() => {
    const shown = this.held()?.items?.map((message) => this.changes.shown(message));
    return shown?.filter(({ parts, deletedAt }) => parts.pin && !deletedAt) ?? null;
  });
  readonly failure: Signal<ApiError | null> = computed(() => this.held()?.failure ?? null);

  constructor() {
    const socket = inject(SocketClient);
    socket.on('message_updated').subscribe(({ message }) => this.follow(message));
    // What changed meanwhile wasn't heard of.
    socket.connected$.subscribe(() => void this.load());
  }

  /** Shows another conversation's pins from here on. */
  open(conversationId: string): void {
    if (this.held()?.conversationId !== conversationId)
      this.held.set({ conversationId, items: null, failure: null });
    void this.load();
  }

  /** Asks anew; what is held stays where that fails. */
  async load(): Promise<void> {
    const asked = this.held();
    if (!asked) return;
    const { conversationId } = asked;
    this.held.set({ ...asked, failure: null });
    try {
      const { items } = await this.api.list(conversationId);
      this.change(conversationId, (held) => ({
        ...held,
        items: items.map((message) => latest(message, held.items)),
        failure: null,
      }));
    } catch (thrown) {
      this.change(conversationId, (held) => ({ ...held, failure: ApiError.from(thrown) }));
    }
  }

  private follow(message: Message): void {
    this.change(message.conversationId, (held) => {
      if (!held.items) return held;
      const known = held.items.find(({ id }) => id === message.id);
      if (known && known.revision >= message.revision) return held;
      const others = held.items.filter(({ id }) => id !== message.id);
      const items = [...others, message].filter(({ parts }) => parts.pin);
      return { ...held, items: items.sort((one, other) => pinnedAt(other).localeCompare(pinnedAt(one))) };
    });
  }

  private change(conversationId: string, change: (held: Held) => Held): void {
    this.held.update((held) => (held?.conversationId === conversationId ? change(held) : held));
  }
}

const pinnedAt = ({ parts }: Message): string => parts.pin?.at ?? '';

/** An answer may be overtaken by what was pushed since. */
function latest(message: Message, held: Held['items']): Message {
  const known = held?.find(({ id }) => id === message.id);
  return known && known.revision > message.revision ? known : message;
}
