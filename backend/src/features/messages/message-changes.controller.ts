import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  editMessageRequest,
  messageParams,
  reactionParams,
  type EditMessageRequest,
  type Message,
  type MessageVersions,
  pageQuery,
  type PageQuery,
  type ReactionPage,
  type VersionsQuery,
  versionsQuery,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessageVersionsService } from './message-versions.service.js';
import { ReactionListsService } from './reaction-lists.service.js';
import { ReactionsService } from './reactions.service.js';

interface MessageParams {
  id: string;
  messageId: string;
}

@Controller()
export class MessageChangesController {
  constructor(
    private readonly changes: MessageChangesService,
    private readonly reactions: ReactionsService,
    private readonly reactionLists: ReactionListsService,
    private readonly versionsOf: MessageVersionsService,
  ) {}

  @Endpoint('editMessage')
  edit(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: MessageParams,
    @Body({ schema: editMessageRequest }) request: EditMessageRequest,
  ): Promise<Message> {
    return this.changes.edit(actor, { conversationId: id, messageId }, request);
  }

  @Endpoint('deleteMessage')
  delete(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: MessageParams,
  ): Promise<Message> {
    return this.changes.delete(actor, { conversationId: id, messageId });
  }

  @Endpoint('listVersions')
  versions(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: MessageParams,
    @Query({ schema: versionsQuery }) { cursor }: VersionsQuery,
  ): Promise<MessageVersions> {
    return this.versionsOf.list(actor, { conversationId: id, messageId }, cursor);
  }

  @Endpoint('listReactions')
  listReactions(
    @CurrentActor() actor: Actor,
    @Param({ schema: reactionParams }) { id, messageId, emoji }: MessageParams & { emoji: string },
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<ReactionPage> {
    return this.reactionLists.list(actor, { conversationId: id, messageId }, emoji, query);
  }

  @Endpoint('addReaction')
  addReaction(
    @CurrentActor() actor: Actor,
    @Param({ schema: reactionParams }) { id, messageId, emoji }: MessageParams & { emoji: string },
  ): Promise<Message> {
    return this.reactions.add(actor, { conversationId: id, messageId }, emoji);
  }

  @Endpoint('removeReaction')
  removeReaction(
    @CurrentActor() actor: Actor,
    @Param({ schema: reactionParams }) { id, messageId, emoji }: MessageParams & { emoji: string },
  ): Promise<Message> {
    return this.reactions.remove(actor, { conversationId: id, messageId }, emoji);
  }
}
