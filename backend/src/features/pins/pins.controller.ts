import { Controller, Param } from '@nestjs/common';
import {
  conversationParams,
  messageParams,
  type Message,
  type PinnedMessages,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { PinsService } from './pins.service.js';

interface MessageParams {
  id: string;
  messageId: string;
}

@Controller()
export class PinsController {
  constructor(private readonly pins: PinsService) {}

  @Endpoint('pinMessage')
  pin(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: MessageParams,
  ): Promise<Message> {
    return this.pins.pin(actor, { conversationId: id, messageId });
  }

  @Endpoint('unpinMessage')
  unpin(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: MessageParams,
  ): Promise<Message> {
    return this.pins.unpin(actor, { conversationId: id, messageId });
  }

  @Endpoint('listPins')
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
  ): Promise<PinnedMessages> {
    return this.pins.list(actor, id);
  }
}
