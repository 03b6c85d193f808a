import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { planBatch, type NumberedMessage, type Send, type Sent } from './message-batch.js';
import { MessageBatchesRepository } from './message-batches.repository.js';
import { MessagePartHandlers } from './message-part-handlers.js';
import { toMessage } from './message-shape.js';
import { MessageSent } from './messages.events.js';
import { SendCompanionsService } from './send-companions.service.js';
import { SendMetrics } from './send-metrics.js';

/** What became of a batch. */
export interface StoredBatch {
  /** One for each send, in their order; null for those that were left alone because another process holds a row. */
  outcomes: (Sent | Error | null)[];
  /** Conversations that were left alone. */
  heldElsewhere: ReadonlySet<string>;
}

/** One batch of sends, in a unit of work: locked, decided, stored and announced. */
@Injectable()
export class BatchStoreService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: MessageBatchesRepository,
    private readonly parts: MessagePartHandlers,
    private readonly companions: SendCompanionsService,
    private readonly metrics: SendMetrics,
  ) {}

  /** Locks these conversations and stores what `take` gives of those that could be locked or don't exist. */
  async store(
    conversationIds: readonly string[],
    take: (conversationIds: string[]) => readonly Send[],
  ): Promise<StoredBatch> {
    const { locked, heldElsewhere } = await this.batches.lock(conversationIds);
    const all = take(conversationIds.filter((id) => !heldElsewhere.has(id)));
    if (all.length === 0) return { outcomes: [], heldElsewhere };
    this.metrics.batch(all.length);

    const contexts = await this.batches.loadContexts(all, this.companions.conditions);
    const companions = this.companions.of(
      all,
      contexts.map(({ conditions }) => conditions),
    );
    const held = await companions.lock();
    // A conversation waits as a whole, so that its order is kept.
    const waiting = new Set(
      all
        .filter((send, index) => contexts[index]?.markerIsHeld || held.has(send))
        .map(({ conversationId }) => conversationId),
    );
    const isFree = (index: number) => !waiting.has(all[index]?.conversationId ?? '');
    const free = all.filter((_, index) => isFree(index));
    const refused = await companions.refuse(new Set(free));
    const { outcomes, numbered } = await planBatch(
      free,
      locked,
      contexts.filter((_, index) => isFree(index)),
      refused,
      this.parts,
    );
    if (numbered.length > 0) await this.keep(numbered);
    await companions.accompany(new Set(free.filter((_, index) => !(outcomes[index] instanceof Error))));
    const decided = outcomes.values();
    return {
      outcomes: all.map((_, index) => (isFree(index) ? (decided.next().value ?? null) : null)),
      heldElsewhere: new Set([...heldElsewhere, ...waiting]),
    };
  }

  private async keep(messages: readonly NumberedMessage[]): Promise<void> {
    const mentions = await this.batches.store(messages);
    await this.parts.store(messages.map(({ message, parts }) => ({ message: toMessage(message), parts })));
    const mentioned = new Set(mentions.map(({ messageId, userId }) => `${messageId} ${userId}`));
    for (const { message, mentionedUserIds, participantsRevision } of messages) {
      this.unitOfWork.publish(
        new MessageSent(
          toMessage(message),
          mentionedUserIds.filter((userId) => mentioned.has(`${message.id} ${userId}`)),
          participantsRevision,
        ),
      );
    }
  }
}
