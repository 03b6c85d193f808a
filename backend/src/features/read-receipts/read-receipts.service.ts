import { Injectable } from '@nestjs/common';
import { limits, type ClientEventData, type ReadMarker } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MarkersRepository } from './markers.repository.js';
import { DeliveredMarkerAdvanced, ReadMarkerAdvanced } from './read-receipts.events.js';

/** How far people have got. A marker only goes forward; what lies above the last message counts as the last message. */
@Injectable()
export class ReadReceiptsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly markers: MarkersRepository,
  ) {}

  /**
   * The actor has read everything up to `seq`. The answer is where the marker stands now. Throws NotFoundError to who
   * doesn't participate.
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

  /**
   * A device of the actor has stored everything up to `seq`. The answer is where the marker stands now. Throws
   * NotFoundError to who doesn't participate.
   */
  markAsDelivered(
    actor: Actor,
    conversationId: string,
    seq: number,
  ): Promise<ClientEventData<'mark_as_delivered'>> {
    return this.unitOfWork.transaction(async () => {
      const advanced = await this.markers.advanceDelivered(conversationId, actor.userId, seq);
      if (!advanced) {
        const { lastDeliveredSeq } = await this.conversations.forParticipant(actor, conversationId);
        return { lastDeliveredSeq };
      }
      // In a large conversation nobody is told, so other nodes need not hear of it either.
      if (advanced.participantCount <= limits.largeConversation) {
        this.unitOfWork.publish(
          new DeliveredMarkerAdvanced(conversationId, actor.userId, advanced.seq, advanced.at.toISOString()),
        );
      }
      return { lastDeliveredSeq: advanced.seq };
    });
  }
}
