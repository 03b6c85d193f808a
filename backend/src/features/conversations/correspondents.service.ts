import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import type { Actor } from '../../platform/security/actor.js';
import { Correspondents } from '../users/correspondents.port.js';
import { ConversationsService } from './conversations.service.js';
import { ParticipantsRepository } from './participants.repository.js';

/** With whom somebody writes. Whoever shares a large conversation only may never have met. */
@Injectable()
export class CorrespondentsService extends Correspondents {
  constructor(
    private readonly participants: ParticipantsRepository,
    private readonly conversations: ConversationsService,
  ) {
    super();
  }

  override of(userId: string): Promise<string[]> {
    return this.participants.correspondentsOf(userId, limits.largeConversation);
  }

  override async requireParticipant(actor: Actor, conversationId: string): Promise<void> {
    await this.conversations.forParticipant(actor, conversationId);
  }
}
