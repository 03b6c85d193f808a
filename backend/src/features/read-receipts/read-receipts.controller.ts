import { Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import {
  conversationParams,
  markAsReadRequest,
  type MarkAsReadRequest,
  type ReadMarker,
} from '@litspark/shared-contracts';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ReadReceiptsService } from './read-receipts.service.js';

@Controller('conversations/:id/read')
export class ReadReceiptsController {
  constructor(private readonly readReceipts: ReadReceiptsService) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  markAsRead(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Body({ schema: markAsReadRequest }) { seq }: MarkAsReadRequest,
  ): Promise<ReadMarker> {
    return this.readReceipts.markAsRead(actor, id, seq);
  }
}
