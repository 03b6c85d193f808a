import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { limits, type ClientEventData } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { MarkerBatches, type MarkerStore } from './marker-batches.js';
import { MarkersRepository, type Advanced, type Mark, type MarkerAdvance } from './markers.repository.js';
import { DeliveredMarkerAdvanced } from './read-receipts.events.js';

type DeliveredMarker = ClientEventData<'mark_as_delivered'>;

/** What devices have stored. What comes while some confirmations are being stored shares the next transaction. */
@Injectable()
export class DeliveredMarkersService implements BeforeApplicationShutdown, MarkerStore<DeliveredMarker> {
  private readonly batches = new MarkerBatches<DeliveredMarker>(this);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly markers: MarkersRepository,
  ) {}

  /**
   * A device of the actor has stored everything up to `seq`. The marker only goes forward, to the last message at most;
   * the answer is where it stands now. Throws NotFoundError to who doesn't participate.
   */
  markAsDelivered(actor: Actor, conversationId: string, seq: number): Promise<DeliveredMarker> {
    return this.batches.add(conversationId, actor.userId, seq);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.batches.idle();
  }

  storeAll(marks: readonly Mark[]): Promise<(DeliveredMarker | Error | null)[]> {
    return this.unitOfWork.transactionOnce(async () => {
      const advances = await this.markers.advanceAll('delivered', marks);
      return marks.map((mark, index) => this.conclude(mark, advances[index]));
    });
  }

  private conclude(mark: Mark, advance: MarkerAdvance | undefined): DeliveredMarker | Error | null {
    const { previousSeq: standsAt = null, seq = 0, at = null, participantCount = 0 } = advance ?? {};
    if (standsAt === null) return new NotFoundError('There is no such conversation.');
    if (at) return this.announce(mark, { seq, at, participantCount });
    return standsAt >= seq ? { lastDeliveredSeq: standsAt } : null;
  }

  private announce(
    { conversationId, userId }: Mark,
    { seq, at, participantCount }: Omit<Advanced, 'lastSeq'>,
  ): DeliveredMarker {
    // In a large conversation nobody is notified, so other nodes need not receive it either.
    if (participantCount <= limits.largeConversation)
      this.unitOfWork.publish(new DeliveredMarkerAdvanced(conversationId, userId, seq, at.toISOString()));
    return { lastDeliveredSeq: seq };
  }
}
