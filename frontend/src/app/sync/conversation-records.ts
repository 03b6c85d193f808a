import { inject, Injectable } from '@angular/core';
import {
  type ConversationSummary,
  type JoinAnswer,
  limits,
  mentionedUserIds,
  type Message,
  type SharedConversation,
} from '@litspark/shared-contracts';
import { ownUserId, SessionScope } from '../core/session-scope';
import { ConversationsStore } from '../stores/conversations.store';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import { CacheKeeper } from './cache/cache-keeper';
import { isHeld, newWindow, withLastSeq, withPushed } from './merge';
import { withMarker, withMessage, withShared, withSummary } from './summary-merge';

/** The one place that writes what the server says of conversations and messages into the stores. */
@Injectable({ providedIn: SessionScope })
export class ConversationRecords {
  private readonly ownId = inject(ownUserId);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly keeper = inject(CacheKeeper);
  /** The highest revision heard of, whether or not its change is in. */
  private readonly highestRevisions = new Map<string, number>();
  /** Left or lost since `sync` was last begun: its answer may still name them. */
  private readonly removed = new Set<string>();
  /** Up to which revision the server's own count of mentions goes. */
  private readonly countedUpTo = new Map<string, number>();
  /** Mentions counted on top of it. */
  private readonly countedMentions = new Set<string>();

  /** Whole summaries, as an answer gives them. */
  mergeSummaries(summaries: readonly ConversationSummary[]): void {
    const present = summaries.filter(({ id }) => !this.removed.has(id));
    for (const summary of present) {
      this.mergeShape(summary);
      this.countedUpTo.set(summary.id, Math.max(summary.revision, this.countedUpTo.get(summary.id) ?? 0));
    }
    this.conversations.put(present.map((one) => withSummary(this.conversations.peek(one.id), one)));
  }

  /** A conversation as pushed to everybody; false when it isn't known, and has to be asked for. */
  mergeShared(shared: SharedConversation): boolean {
    if (!this.conversations.peek(shared.id)) return false;
    this.mergeShape(shared);
    this.conversations.change(shared.id, (before) => withShared(before, shared));
    return true;
  }

  /** A conversation one takes part in from now on, perhaps again. */
  addConversation(summary: ConversationSummary): void {
    this.removed.delete(summary.id);
    this.mergeSummaries([summary]);
  }

  /** The answer to a join: the newest page is the stretch from here on, unless one was held already. */
  mergeJoin({ conversation, messages, participants }: JoinAnswer): void {
    this.addConversation(conversation);
    const everybody = participants.length >= conversation.participantCount;
    this.participants.merge(conversation.id, participants, everybody);
    if (this.messages.window(conversation.id)) return;
    this.messages.setWindow(
      conversation.id,
      newWindow(messages, conversation.lastSeq, conversation.revision),
    );
  }

  /** A message that was pushed or acknowledged, new or changed. */
  mergeMessage(message: Message): void {
    const { conversationId, seq, senderId, createdAt } = message;
    this.noteRevision(conversationId, message.revision);
    const window = this.messages.window(conversationId);
    if (!window || !isHeld(window, message)) this.keeper.queueMessages([message]);
    this.messages.changeAll(conversationId, (one) => withPushed(one, message));
    this.conversations.change(conversationId, (before) => withMessage(before, message, this.ownId));
    this.participants.moveMarker(conversationId, senderId, { lastReadSeq: seq, readAt: createdAt });
  }

  /** A message that mentions this person. */
  countMention(message: Message): void {
    if (message.revision <= (this.countedUpTo.get(message.conversationId) ?? 0)) return;
    const counted = `${message.id} ${message.revision}`;
    this.conversations.change(message.conversationId, (before) => {
      if (message.seq <= before.lastReadSeq || this.countedMentions.has(counted)) return before;
      this.countedMentions.add(counted);
      const lastSeq = Math.max(before.lastSeq, message.seq);
      return {
        ...before,
        lastSeq,
        unreadCount: lastSeq - before.lastReadSeq,
        mentionCount: Math.min(limits.mentionCountMax, before.mentionCount + 1),
      };
    });
  }

  /** This person's own marker, here or on another device. */
  moveOwnMarker(conversationId: string, lastReadSeq: number): void {
    this.conversations.change(conversationId, (before) =>
      withMarker(before, lastReadSeq, this.mentionsBetween(conversationId, before.lastReadSeq, lastReadSeq)),
    );
  }

  /** What the server counts for this person, which no client can once it doesn't hold all messages. */
  setMarker(conversationId: string, lastReadSeq: number, mentionCount: number): void {
    this.conversations.change(conversationId, (before) => {
      const moved = withMarker(before, lastReadSeq, 0);
      // One's own marker may be ahead of the server's, with its own count.
      return lastReadSeq < before.lastReadSeq ? before : { ...moved, mentionCount };
    });
  }

  /** What was held is of another past (a restored backup): only what comes now counts. */
  reset(conversation: ConversationSummary): void {
    this.forget(conversation.id);
    this.conversations.put([conversation]);
  }

  /** All that was held is of another past, but what has come since. */
  forgetAllBut(ids: ReadonlySet<string>): void {
    const held = [...this.conversations.all().map(({ id }) => id), ...this.messages.heldIds()];
    for (const id of held) {
      if (ids.has(id)) continue;
      this.forget(id);
      this.conversations.remove(id);
    }
  }

  /** Too much was missed: what is held isn't brought up to date but loaded anew. */
  dropMessages(conversationId: string): void {
    this.messages.changeAll(conversationId, () => undefined);
    this.keeper.deleteMessages(conversationId);
  }

  remove(conversationId: string): void {
    this.removed.add(conversationId);
    this.forget(conversationId);
    this.conversations.remove(conversationId);
  }

  /** Whether something is known to be missing from a stretch held. */
  isBehind(conversationId: string): boolean {
    const held = this.messages.revisionOf(conversationId) ?? Infinity;
    return held < (this.highestRevisions.get(conversationId) ?? 0);
  }

  /** Answers from here on know of every removal so far. */
  syncBegins(): void {
    this.removed.clear();
  }

  private forget(conversationId: string): void {
    this.messages.changeAll(conversationId, () => undefined);
    this.keeper.deleteConversation(conversationId);
    this.highestRevisions.delete(conversationId);
    this.countedUpTo.delete(conversationId);
    this.participants.remove(conversationId);
  }

  private mergeShape(shared: SharedConversation): void {
    this.noteRevision(shared.id, shared.revision);
    this.messages.changeAll(shared.id, (window) => withLastSeq(window, shared.lastSeq));
    const before = this.conversations.peek(shared.id);
    if (before && before.revision > shared.revision) return;
    const everybody = shared.participants.length >= shared.participantCount;
    this.participants.merge(shared.id, shared.participants, everybody);
  }

  private noteRevision(conversationId: string, revision: number): void {
    this.highestRevisions.set(
      conversationId,
      Math.max(revision, this.highestRevisions.get(conversationId) ?? 0),
    );
  }

  private mentionsBetween(conversationId: string, afterSeq: number, upToSeq: number): number {
    const held = this.messages.window(conversationId)?.messages ?? [];
    return held.filter(
      ({ seq, body, deletedAt }) =>
        seq > afterSeq && seq <= upToSeq && !deletedAt && mentionedUserIds(body).includes(this.ownId),
    ).length;
  }
}
