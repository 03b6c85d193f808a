import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { limits, type ClientEventData } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError, UnavailableError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MarkersRepository } from './markers.repository.js';
import { PendingDeliveries, type PendingDelivery } from './pending-deliveries.js';
import { DeliveredMarkerAdvanced } from './read-receipts.events.js';

/**
 * What devices have stored. In a busy conversation all of them confirm every message at once: what comes while some are
 * being stored waits and shares the next transaction.
 */
@Injectable()
export class DeliveredMarkersService implements BeforeApplicationShutdown {
  private readonly pending = new PendingDeliveries();
  private running: Promise<void> | null = null;
  /** Those that are stored one by one, beside the others. */
  private stragglers = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly markers: MarkersRepository,
  ) {}

  /**
   * A device of the actor has stored everything up to `seq`. The marker only goes forward, to the last message at most;
   * the answer is where it stands now. Throws NotFoundError to who doesn't participate.
   */
  async markAsDelivered(
    actor: Actor,
    conversationId: string,
    seq: number,
  ): Promise<ClientEventData<'mark_as_delivered'>> {
    const answer = this.pending.add(conversationId, actor.userId, seq);
    this.running ??= this.run();
    return { lastDeliveredSeq: await answer };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
    await this.stragglers;
  }

  private async run(): Promise<void> {
    // One turn later, so that what comes together is stored together.
    await Promise.resolve();
    while (this.pending.size > 0) {
      const batch = this.pending.take();
      try {
        this.later(await this.store(batch));
      } catch (error) {
        if (error instanceof UnavailableError) batch.forEach((delivery) => delivery.reject(error));
        // A fault of one must not be the fault of all.
        else this.later(batch);
      }
    }
    this.running = null;
  }

  /** Answers those that could be stored, or need not be; gives the others, whose markers somebody else is moving. */
  private async store(batch: readonly PendingDelivery[]): Promise<PendingDelivery[]> {
    const standings = await this.unitOfWork.transaction(async () => {
      const found = await this.markers.advanceAllDelivered(batch);
      found.forEach(({ seq, at, participantCount }, index) => {
        const delivery = batch[index];
        if (delivery && at) this.announce(delivery, seq, at, participantCount);
      });
      return found;
    });
    return batch.filter((delivery, index) => {
      const { standsAt = null, seq = 0, at = null } = standings[index] ?? {};
      if (standsAt === null) delivery.reject(new NotFoundError('There is no such conversation.'));
      else if (at) delivery.resolve(seq);
      else if (standsAt >= seq) delivery.resolve(standsAt);
      else return true;
      return false;
    });
  }

  /** One at a time, so that they take one connection however many they are. */
  private later(deliveries: readonly PendingDelivery[]): void {
    for (const delivery of deliveries)
      this.stragglers = this.stragglers.then(() => this.storeAlone(delivery));
  }

  /** Waits for whoever is moving this marker, such as a batch of sends. */
  private async storeAlone(delivery: PendingDelivery): Promise<void> {
    const { conversationId, userId, seq } = delivery;
    try {
      const lastDeliveredSeq = await this.unitOfWork.transaction(async () => {
        const advanced = await this.markers.advanceDelivered(conversationId, userId, seq);
        if (advanced) {
          this.announce(delivery, advanced.seq, advanced.at, advanced.participantCount);
          return advanced.seq;
        }
        return (await this.conversations.forParticipant({ userId }, conversationId)).lastDeliveredSeq;
      });
      delivery.resolve(lastDeliveredSeq);
    } catch (error) {
      delivery.reject(error);
    }
  }

  private announce(
    { conversationId, userId }: PendingDelivery,
    seq: number,
    at: Date,
    participantCount: number,
  ): void {
    // In a large conversation nobody is told, so other nodes need not hear of it either.
    if (participantCount > limits.largeConversation) return;
    this.unitOfWork.publish(new DeliveredMarkerAdvanced(conversationId, userId, seq, at.toISOString()));
  }
}
