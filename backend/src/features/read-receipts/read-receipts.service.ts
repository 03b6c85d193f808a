import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ReadMarker } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { MarkerBatches, type MarkerStore } from './marker-batches.js';
import { MarkersRepository, type Advanced, type Mark, type MarkerAdvance } from './markers.repository.js';
import { ReadMarkerAdvanced } from './read-receipts.events.js';

/** What people have read. What comes while some marks are being stored shares the next transaction. */
@Injectable()
export class ReadReceiptsService implements BeforeApplicationShutdown, MarkerStore<ReadMarker> {
  private readonly batches = new MarkerBatches<ReadMarker>(this);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly markers: MarkersRepository,
  ) {}

  /**
   * The actor has read everything up to `seq`. The marker only goes forward, to the last message at most; the answer is
   * where it stands now. Throws NotFoundError to who doesn't participate.
   */
  markAsRead(actor: Actor, conversationId: string, seq: number): Promise<ReadMarker> {
    return this.batches.add(conversationId, actor.userId, seq);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.batches.idle();
  }

  storeAll(marks: readonly Mark[]): Promise<(ReadMarker | Error | null)[]> {
    return this.unitOfWork.transactionOnce(async () => {
      const advances = await this.markers.advanceAll('read', marks);
      return marks.map((mark, index) => this.conclude(mark, advances[index]));
    });
  }

  private conclude(mark: Mark, advance: MarkerAdvance | undefined): ReadMarker | Error | null {
    const {
      previousSeq: standsAt = null,
      seq = 0,
      at = null,
      lastSeq = 0,
      participantCount = 0,
    } = advance ?? {};
    if (standsAt === null) return new NotFoundError('There is no such conversation.');
    if (at) return this.announce(mark, { seq, at, lastSeq, participantCount });
    return standsAt >= seq ? { lastReadSeq: standsAt, unreadCount: lastSeq - standsAt } : null;
  }

  private announce(
    { conversationId, userId }: Mark,
    { seq, at, lastSeq, participantCount }: Advanced,
  ): ReadMarker {
    this.unitOfWork.publish(
      new ReadMarkerAdvanced(conversationId, userId, seq, at.toISOString(), participantCount),
    );
    return { lastReadSeq: seq, unreadCount: lastSeq - seq };
  }
}
