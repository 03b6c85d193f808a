import { inject, Injectable, signal, untracked } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionService } from '../core/session.service';
import { type MessageChange, withChange } from './message-change';

/** What this person changed in messages ahead of the server, laid over what the server says. */
@Injectable({ providedIn: 'root' })
export class ChangesStore {
  private readonly session = inject(SessionService);
  private readonly changes = signal<ReadonlyMap<string, MessageChange>>(new Map());

  /** The messages as they are to be shown; the same objects where nothing was changed. */
  laidOver(messages: readonly Message[]): readonly Message[] {
    const changes = this.changes();
    if (changes.size === 0 || !messages.some((message) => changes.has(message.id))) return messages;
    return messages.map((message) => this.shown(message));
  }

  /** One message as it is to be shown. Reads a signal. */
  shown(message: Message): Message {
    const change = this.changes().get(message.id);
    return change ? withChange(message, change, this.session.user()?.id ?? '') : message;
  }

  /** What was changed in a message, undefined where nothing was. Reads a signal. */
  of(messageId: string): MessageChange | undefined {
    return this.changes().get(messageId);
  }

  peek(messageId: string): MessageChange | undefined {
    return untracked(this.changes).get(messageId);
  }

  /** Replaces some of what was changed; `undefined` takes it away. */
  set(messageId: string, part: MessageChange): void {
    this.changes.update((changes) => {
      const next = new Map(changes);
      const change = { ...changes.get(messageId), ...part };
      if (Object.values(change).every((value) => value === undefined)) next.delete(messageId);
      else next.set(messageId, change);
      return next;
    });
  }

  clear(): void {
    this.changes.set(new Map());
  }
}
