import { Controller, Get, Param, Query } from '@nestjs/common';
import { messageParams, pageQuery, type PageQuery, type ReceiptPage } from '@litspark/shared-contracts';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { MessageReceiptsService } from './message-receipts.service.js';

@Controller('conversations/:id/messages/:messageId/receipts')
export class MessageReceiptsController {
  constructor(private readonly receipts: MessageReceiptsService) {}

  @Get()
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: { id: string; messageId: string },
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<ReceiptPage> {
    return this.receipts.list(actor, id, messageId, query);
  }
}
