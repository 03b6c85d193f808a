import { inject, Injectable, signal } from '@angular/core';
import { confirmationUserIds, type Message } from '@litspark/shared-contracts';
import { ownUserId, SessionScope } from '../../../core/session-scope';
import { SocketClient } from '../../../core/socket-client';
import { ConfirmationsApi } from './confirmations.api';

interface Own {
  /** When this person confirmed; null where they have not, or nobody could say. */
  readonly at: string | null;
  /** The message may not yet count their confirmation: at least so many have confirmed. */
  readonly leastCount: number;
}

/** Where a message stands with this person. */
export interface OwnState {
  /** `unknown`: the message doesn't name everybody, and the server has not said yet. */
  readonly state: 'unknown' | 'awaited' | 'confirmed';
  /** When they confirmed; null as long as that isn't known. */
  readonly at: string | null;
  readonly count: number;
}

/** This person's own confirmations: those on their way, those just made, and what the server says of others. */
@Injectable({ providedIn: SessionScope })
export class OwnConfirmations {
  private readonly api = inject(ConfirmationsApi);
  private readonly ownId = inject(ownUserId);
  private readonly waiting = signal<ReadonlyMap<string, Own>>(new Map());
  private readonly known = signal<ReadonlyMap<string, Own>>(new Map());
  private readonly asked = new Set<string>();

  constructor() {
    // They may have confirmed on another device meanwhile; and what failed is asked for again.
    inject(SocketClient).connected$.subscribe(() =>
      this.known.update((known) => new Map([...known].filter(([, { at }]) => at !== null))),
    );
  }

  /** Of a message that asks for confirmations. Reads signals. */
  of(message: Message): OwnState {
    const own = this.waiting().get(message.id) ?? this.known().get(message.id);
    const count = Math.max(message.parts.confirmation?.count ?? 0, own?.leastCount ?? 0);
    if (own?.at) return { state: 'confirmed', at: own.at, count };
    if (this.isNamed(message)) return { state: 'confirmed', at: null, count };
    return { state: own || namesEverybody(message) ? 'awaited' : 'unknown', at: null, count };
  }

  /** Whether the server knows more of it than the message says. Reads signals. */
  lacks(message: Message): boolean {
    if (message.senderId === this.ownId) return false;
    const known = this.waiting().has(message.id) || this.known().has(message.id);
    return !known && (this.isNamed(message) || !namesEverybody(message));
  }

  /** Asks for it; where that fails the person is taken not to have confirmed, and confirming again does no harm. */
  async load({ conversationId, id }: Message): Promise<void> {
    if (this.asked.has(id)) return;
    this.asked.add(id);
    let at: string | null = null;
    try {
      ({ at } = await this.api.own({ conversationId, messageId: id }));
    } catch {
      // Asked again at the next connection.
    }
    this.asked.delete(id);
    if (!this.known().get(id)?.at) this.know(id, { at, leastCount: 0 });
  }

  know(messageId: string, own: Own): void {
    this.known.update((known) => new Map(known).set(messageId, own));
  }

  /** All that are on their way, by the ids of messages, in the place of those before. */
  lay(waiting: ReadonlyMap<string, Own>): void {
    this.waiting.set(waiting);
  }

  private isNamed({ parts }: Message): boolean {
    return parts.confirmation?.userIds.includes(this.ownId) ?? false;
  }
}

const namesEverybody = ({ parts }: Message): boolean =>
  (parts.confirmation?.userIds.length ?? 0) < confirmationUserIds;
