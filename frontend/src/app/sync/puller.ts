import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../core/session-scope';
import { SocketClient } from '../core/socket-client';
import { GenerationStore } from '../stores/generation.store';
import { MessagesStore } from '../stores/messages.store';
import { CacheKeeper } from './cache/cache-keeper';
import { ConversationRecords } from './conversation-records';
import { withChanges } from './merge';

/** Past so many answers of one conversation, its newest page is cheaper than the rest of the changes. */
const mostRounds = 5;

/** `reload`: what is held can't be brought up to date, and was dropped. */
export type PullResult = 'current' | 'reload' | 'removed';

/** Brings every stretch held of one conversation up to date: everything above the revision of the oldest. */
@Injectable({ providedIn: SessionScope })
export class Puller {
  private readonly socket = inject(SocketClient);
  private readonly messages = inject(MessagesStore);
  private readonly records = inject(ConversationRecords);
  private readonly keeper = inject(CacheKeeper);
  private readonly generation = inject(GenerationStore);

  /** From the revision held, or from an earlier one where a page may have missed changes. Throws `ApiError`. */
  async pull(conversationId: string, fromRevision?: number): Promise<PullResult> {
    const held = this.messages.revisionOf(conversationId);
    if (held === undefined || !this.messages.window(conversationId)) return 'reload';
    let from = Math.min(held, fromRevision ?? held);
    const changes: Message[] = [];
    for (let round = 0; round < mostRounds; round += 1) {
      const answer = await this.socket.emit('sync', {
        conversations: [{ id: conversationId, revision: from }],
        only: true,
        // Where that one is over, the next full sync takes the new one: this answers with `reset` until then.
        generation: this.generation.present ?? undefined,
      });
      if (answer.removed.includes(conversationId)) {
        this.records.remove(conversationId);
        return 'removed';
      }
      const changed = answer.changed.find(({ conversation }) => conversation.id === conversationId);
      if (!changed) return 'current';
      if (changed.reset) {
        this.records.reset(changed.conversation);
        return 'reload';
      }
      changes.push(...changed.messages);
      if (!changed.hasMore) {
        this.apply(conversationId, changes, changed.conversation.revision, changed.conversation.lastSeq);
        this.records.mergeSummaries([changed.conversation]);
        return 'current';
      }
      from = changed.messages.at(-1)?.revision ?? from;
    }
    this.records.dropMessages(conversationId);
    return 'reload';
  }

  private apply(id: string, changes: readonly Message[], revision: number, lastSeq: number): void {
    this.keeper.queueMessages(changes);
    this.messages.changeAll(id, (window) => withChanges(window, changes, revision, lastSeq));
  }
}
