import { Controller, Query } from '@nestjs/common';
import { listChannelsQuery, type ConversationPage, type ListChannelsQuery } from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ChannelsService } from './channels.service.js';

@Controller()
export class ChannelsController {
  constructor(private readonly channels: ChannelsService) {}

  @Endpoint('listChannels')
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listChannelsQuery }) query: ListChannelsQuery,
  ): Promise<ConversationPage> {
    return this.channels.list(actor, query);
  }
}
