import { Injectable } from '@nestjs/common';
import type { ChangedConversation, SyncAnswer, SyncRequest } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { PersonalItemsService } from '../personal-items/personal-items.service.js';
import { planSync, type Change, type SyncPlan } from './sync-plan.js';
import { SyncMetrics } from './sync-metrics.js';
import { SyncRepository, type Present } from './sync.repository.js';

/** Text in one answer, in bytes: what lies above waits for the next one, so that an answer fits into memory. */
const answerBytes = 8_000_000;

@Injectable()
export class SyncService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: SyncRepository,
    private readonly conversations: ConversationsService,
    private readonly messages: MessageReadingService,
    private readonly items: PersonalItemsService,
    private readonly metrics: SyncMetrics,
  ) {}

  /** What is new since the revisions the actor holds; all of one moment. */
  sync(actor: Actor, request: SyncRequest): Promise<SyncAnswer> {
    return this.metrics.measure(() => this.answer(actor, request));
  }

  private answer(actor: Actor, request: SyncRequest): Promise<SyncAnswer> {
    const only = request.only === true;
    return this.unitOfWork.snapshot(async () => {
      const ids = only ? request.conversations.map(({ id }) => id) : null;
      const { generation, present } = await this.repository.present(actor.userId, ids);
      const ofAnotherPast = request.generation !== undefined && request.generation !== generation;
      const plan = planSync({ held: request.conversations, only, ofAnotherPast }, present);
      const { changed, more } = await this.fit(plan);
      return {
        changed: await this.describe(actor, changed),
        removed: plan.removed,
        markers: await this.markers(actor, plan.moved),
        unchanged: plan.unchanged,
        more,
        ...(await this.personal(actor, request, ofAnotherPast)),
        generation,
      };
    });
  }

  /** What is new of the person's items, where it was asked for. */
  private async personal(
    actor: Actor,
    { personalRevision, personalCursor }: SyncRequest,
    ofAnotherPast: boolean,
  ): Promise<Pick<SyncAnswer, 'personal'>> {
    if (personalRevision === undefined && personalCursor === undefined) return {};
    const held = { revision: personalRevision ?? 0, cursor: personalCursor, ofAnotherPast };
    return { personal: await this.items.news(actor, held) };
  }

  /** As many of the changes as one answer holds, one at least. */
  private async fit({ changed, more }: SyncPlan): Promise<Pick<SyncPlan, 'changed' | 'more'>> {
    if (changed.length <= 1) return { changed, more };
    const weights = await this.messages.weightSince(pulled(changed));
    let bytes = 0;
    const count = changed.findIndex(({ present }) => {
      const before = bytes;
      bytes += weights.get(present.id) ?? 0;
      return before > 0 && bytes > answerBytes;
    });
    return count === -1 ? { changed, more } : { changed: changed.slice(0, count), more: true };
  }

  private async describe(actor: Actor, changed: readonly Change[]): Promise<ChangedConversation[]> {
    const summaries = await this.conversations.summariesOf(
      actor.userId,
      changed.map(({ present }) => present.id),
    );
    const news = await this.messages.changedSince(pulled(changed));
    const resets = new Set(changed.flatMap(({ present, reset }) => (reset ? [present.id] : [])));
    return summaries.map((conversation) => {
      const { messages, hasMore } = news.get(conversation.id) ?? { messages: [], hasMore: false };
      return {
        conversation,
        messages,
        hasMore,
        ...(resets.has(conversation.id) && { reset: true as const }),
      };
    });
  }

  private async markers(actor: Actor, moved: readonly Present[]): Promise<SyncAnswer['markers']> {
    const mentions = await this.messages.mentionCounts(
      actor.userId,
      moved.map(({ id, lastReadSeq }) => ({ conversationId: id, lastReadSeq })),
    );
    return moved.map(({ id, lastReadSeq, lastSeq }) => ({
      conversationId: id,
      lastReadSeq,
      unreadCount: lastSeq - lastReadSeq,
      mentionCount: mentions.get(id) ?? 0,
    }));
  }
}

/** Those whose messages are answered too: not what the client never held, nor what it must forget. */
const pulled = (changed: readonly Change[]) =>
  changed.flatMap(({ present, known, reset }) =>
    known && !reset ? [{ conversationId: present.id, revision: known.revision }] : [],
  );
