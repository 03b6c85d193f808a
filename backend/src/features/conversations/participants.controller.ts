import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  addParticipantsRequest,
  conversationParams,
  pageQuery,
  participantParams,
  type AddParticipantsRequest,
  type ConversationSummary,
  type PageQuery,
  type ParticipantPage,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ConversationsService } from './conversations.service.js';
import { ParticipantsService } from './participants.service.js';

@Controller()
export class ParticipantsController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly participants: ParticipantsService,
  ) {}

  @Endpoint('listParticipants')
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Query({ schema: pageQuery }) { cursor, limit }: PageQuery,
  ): Promise<ParticipantPage> {
    return this.conversations.participantsOf(actor, id, cursor, limit);
  }

  @Endpoint('addParticipants')
  add(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Body({ schema: addParticipantsRequest }) { userIds }: AddParticipantsRequest,
  ): Promise<ConversationSummary> {
    return this.participants.add(actor, id, userIds);
  }

  @Endpoint('removeParticipant')
  remove(
    @CurrentActor() actor: Actor,
    @Param({ schema: participantParams }) { id, userId }: { id: string; userId: string },
  ): Promise<void> {
    return this.participants.remove(actor, id, userId);
  }

  @Endpoint('joinChannel')
  join(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
  ): Promise<ConversationSummary> {
    return this.participants.join(actor, id);
  }
}
