import { computed, inject, Injectable, signal } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { ownUserId, SessionScope } from '../core/session-scope';
import { type MessageChange, withChange } from './message-change';
import { OwnReactionsStore } from './own-reactions.store';

type MessageChanges = ReadonlyMap<string, MessageChange>;

/** What this person changed in messages ahead of the server, laid over what the server says. */
@Injectable({ providedIn: SessionScope })
export class ChangesStore {
  private readonly ownId = inject(ownUserId);
  private readonly ownReactions = inject(OwnReactionsStore);
  private readonly layers = signal<ReadonlyMap<string, MessageChanges>>(new Map());
  private readonly changes = computed<MessageChanges>(() => {
    const all = new Map<string, MessageChange>();
    for (const layer of this.layers().values()) {
      for (const [id, change] of layer) {
        const before = all.get(id);
        const parts = { ...before?.parts, ...change.parts };
        all.set(id, { ...before, ...change, ...((before?.parts ?? change.parts) && { parts }) });
      }
    }
    return all;
  });

  /** The messages as they are to be shown; the same objects where nothing was changed. */
  laidOver(messages: readonly Message[]): readonly Message[] {
    const shown = messages.map((message) => this.shown(message));
    return shown.some((message, at) => message !== messages[at]) ? shown : messages;
  }

  /** One message as it is to be shown. Reads a signal. */
  shown(message: Message): Message {
    const change = this.changes().get(message.id);
    const named = this.ownReactions.named(message, this.ownId);
    return change ? withChange(named, change, this.ownId) : named;
  }

  /** What was changed in a message, undefined where nothing was. Reads a signal. */
  of(messageId: string): MessageChange | undefined {
    return this.changes().get(messageId);
  }

  /** All changes of one kind, by the ids of messages, in the place of those before. */
  lay(kind: string, changes: MessageChanges): void {
    this.layers.update((layers) => new Map(layers).set(kind, changes));
  }
}
