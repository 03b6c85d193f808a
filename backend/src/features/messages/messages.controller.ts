import { Body, Controller, HttpStatus, Param, Query, Res } from '@nestjs/common';
import {
  conversationParams,
  listMessagesQuery,
  messageParams,
  sendMessageRequest,
  type ListMessagesQuery,
  type Message,
  type MessagePage,
  type SendMessageRequest,
} from '@litspark/shared-contracts';
import type { Response } from 'express';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { MessagesService } from './messages.service.js';

@Controller()
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Endpoint('listMessages')
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Query({ schema: listMessagesQuery }) query: ListMessagesQuery,
  ): Promise<MessagePage> {
    return this.messages.list(actor, id, query);
  }

  @Endpoint('getMessage')
  get(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: { id: string; messageId: string },
  ): Promise<Message> {
    return this.messages.get(actor, id, messageId);
  }

  @Endpoint('sendMessage')
  async send(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Body({ schema: sendMessageRequest }) request: SendMessageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Message> {
    const { message, repeated } = await this.messages.send(actor, { conversationId: id, ...request });
    response.status(repeated ? HttpStatus.OK : HttpStatus.CREATED);
    return message;
  }
}
