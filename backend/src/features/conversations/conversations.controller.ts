import { Body, Controller, HttpStatus, Param, Query, Res } from '@nestjs/common';
import {
  conversationParams,
  createConversationRequest,
  pageQuery,
  updateConversationRequest,
  type ConversationPage,
  type ConversationSummary,
  type CreateConversationRequest,
  type PageQuery,
  type UpdateConversationRequest,
} from '@litspark/shared-contracts';
import type { Response } from 'express';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ConversationCreationService } from './conversation-creation.service.js';
import { ConversationsService } from './conversations.service.js';

@Controller()
export class ConversationsController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly creation: ConversationCreationService,
  ) {}

  @Endpoint('listConversations')
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<ConversationPage> {
    return this.conversations.list(actor, query);
  }

  @Endpoint('createConversation')
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createConversationRequest }) request: CreateConversationRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConversationSummary> {
    const { conversation, created } = await this.creation.create(actor, request);
    response.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return conversation;
  }

  @Endpoint('getConversation')
  get(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
  ): Promise<ConversationSummary> {
    return this.conversations.get(actor, id);
  }

  @Endpoint('updateConversation')
  update(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Body({ schema: updateConversationRequest }) request: UpdateConversationRequest,
  ): Promise<ConversationSummary> {
    return this.conversations.update(actor, id, request);
  }
}
