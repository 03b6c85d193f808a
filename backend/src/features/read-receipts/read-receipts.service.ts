import { Injectable } from '@nestjs/common';
import type { ReadMarker } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ReadMarkerAdvanced } from './read-receipts.events.js';
import { ReadReceiptsRepository } from './read-receipts.repository.js';

@Injectable()
export class ReadReceiptsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly markers: ReadReceiptsRepository,
  ) {}

  /**
   * The actor has read everything up to `seq` (the last message, if it lies above). A marker only goes forward:
   * the answer is where it stands now. Throws NotFoundError to who doesn't participate.
   */
  markAsRead(actor: Actor, conversationId: string, seq: number): Promise<ReadMarker> {
    return this.unitOfWork.transaction(async () => {
      const advanced = await this.markers.advance(conversationId, actor.userId, seq);
      if (advanced) {
        this.unitOfWork.publish(
          new ReadMarkerAdvanced(
            conversationId,
            actor.userId,
            advanced.lastReadSeq,
            advanced.readAt.toISOString(),
            advanced.participantCount,
          ),
        );
      }
      const { lastReadSeq, lastSeq } =
        advanced ?? (await this.conversations.forParticipant(actor, conversationId));
      return { lastReadSeq, unreadCount: lastSeq - lastReadSeq };
    });
  }
}
