import { Controller, Param, Query } from '@nestjs/common';
import { messageParams, pageQuery, type PageQuery, type ReceiptPage } from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { MessageReceiptsService } from './message-receipts.service.js';

@Controller()
export class MessageReceiptsController {
  constructor(private readonly receipts: MessageReceiptsService) {}

  @Endpoint('listReceipts')
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) { id, messageId }: { id: string; messageId: string },
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<ReceiptPage> {
    return this.receipts.list(actor, id, messageId, query);
  }
}
