import { inject, Injectable } from '@angular/core';
import type { Message, ReactionPage } from '@litspark/shared-contracts';
import { ownUserId, SessionScope } from '../../../core/session-scope';
import { SessionTimers } from '../../../core/session-timers';
import { SocketClient } from '../../../core/socket-client';
import { mayHideOwn, OwnReactionsStore } from '../../../stores/own-reactions.store';
import { ReactionsApi } from './reactions.api';

/** While many react at once, how long an answer is good enough, in milliseconds. */
const againAfterMs = 10_000;

/** Who reacted how, where a message names the first alone. */
@Injectable({ providedIn: SessionScope })
export class ReactionLists {
  private readonly api = inject(ReactionsApi);
  private readonly ownId = inject(ownUserId);
  private readonly timers = inject(SessionTimers);
  private readonly own = inject(OwnReactionsStore);
  /** By message and emoji: the message, at the latest revision that is asked about or is to be. */
  private readonly asking = new Map<string, Message>();
  /** Those without an answer: they are asked again with the next connection. */
  private readonly missed = new Map<string, { message: Message; emoji: string }>();

  constructor() {
    inject(SocketClient).connected$.subscribe(() => {
      const missed = [...this.missed.values()];
      this.missed.clear();
      for (const { message, emoji } of missed) void this.ask(message, emoji);
    });
  }

  /** A page of those who reacted with this emoji, in the order they did. Throws `ApiError`. */
  list(
    { conversationId, id: messageId }: Message,
    emoji: string,
    cursor: string | null = null,
    limit = 100,
  ): Promise<ReactionPage> {
    return this.api.list({ conversationId, messageId }, emoji, cursor, limit);
  }

  /** Finds out, once for each revision, whether one's own is among the reactions that are only counted. */
  learnOwn(message: Message): void {
    for (const reaction of message.reactions) {
      if (
        !mayHideOwn(reaction, this.ownId) ||
        this.own.revisionOf(message.id, reaction.emoji) >= message.revision
      )
        continue;
      void this.ask(message, reaction.emoji);
    }
  }

  private async ask(message: Message, emoji: string): Promise<void> {
    const key = `${message.id} ${emoji}`;
    const isRunning = this.asking.has(key);
    this.asking.set(key, message);
    if (isRunning) return;
    try {
      const { mine } = await this.list(message, emoji, null, 1);
      this.own.set(message.id, emoji, { revision: message.revision, mine });
      this.timers.after(againAfterMs, () => this.askAgain(key, message.revision, emoji));
    } catch {
      this.asking.delete(key);
      this.missed.set(key, { message, emoji });
    }
  }

  private askAgain(key: string, answered: number, emoji: string): void {
    const latest = this.asking.get(key);
    this.asking.delete(key);
    if (latest && latest.revision > Math.max(answered, this.own.revisionOf(latest.id, emoji)))
      void this.ask(latest, emoji);
  }
}
