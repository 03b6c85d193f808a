import { Injectable } from '@nestjs/common';
import type { ReadMarker } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MarkersRepository } from './markers.repository.js';
import { ReadMarkerAdvanced } from './read-receipts.events.js';

/** What people have read. */
@Injectable()
export class ReadReceiptsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly markers: MarkersRepository,
  ) {}

  /**
   * The actor has read everything up to `seq`. The marker only goes forward, to the last message at most; the answer is
   * where it stands now. Throws NotFoundError to who doesn't participate.
   */
  markAsRead(actor: Actor, conversationId: string, seq: number): Promise<ReadMarker> {
    return this.unitOfWork.transaction(async () => {
      const advanced = await this.markers.advanceRead(conversationId, actor.userId, seq);
      if (advanced) {
        this.unitOfWork.publish(
          new ReadMarkerAdvanced(
            conversationId,
            actor.userId,
            advanced.seq,
            advanced.at.toISOString(),
            advanced.participantCount,
          ),
        );
        return { lastReadSeq: advanced.seq, unreadCount: advanced.lastSeq - advanced.seq };
      }
      const { lastReadSeq, lastSeq } = await this.conversations.forParticipant(actor, conversationId);
      return { lastReadSeq, unreadCount: lastSeq - lastReadSeq };
    });
  }
}
