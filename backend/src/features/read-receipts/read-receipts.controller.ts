import { Body, Controller, Param } from '@nestjs/common';
import {
  conversationParams,
  markAsReadRequest,
  type MarkAsReadRequest,
  type ReadMarker,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ReadReceiptsService } from './read-receipts.service.js';

@Controller()
export class ReadReceiptsController {
  constructor(private readonly readReceipts: ReadReceiptsService) {}

  @Endpoint('markAsRead')
  markAsRead(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Body({ schema: markAsReadRequest }) { seq }: MarkAsReadRequest,
  ): Promise<ReadMarker> {
    return this.readReceipts.markAsRead(actor, id, seq);
  }
}
