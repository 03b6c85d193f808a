import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { DeliveredMarkersService } from './delivered-markers.service.js';
import { MarkerAdvancesRepository } from './marker-advances.repository.js';
import { MarkerCleanUpService } from './marker-clean-up.service.js';
import { MarkersRepository } from './markers.repository.js';
import { MessageReceiptsController } from './message-receipts.controller.js';
import { MessageReceiptsRepository } from './message-receipts.repository.js';
import { MessageReceiptsService } from './message-receipts.service.js';
import { ReadReceiptsController } from './read-receipts.controller.js';
import { ReadReceiptsService } from './read-receipts.service.js';

/** How far people have got: the markers, and for each message who has it since when. */
@Module({
  imports: [ConversationsModule],
  controllers: [ReadReceiptsController, MessageReceiptsController],
  providers: [
    MarkersRepository,
    ReadReceiptsService,
    DeliveredMarkersService,
    MessageReceiptsRepository,
    MessageReceiptsService,
    MarkerAdvancesRepository,
    MarkerCleanUpService,
  ],
  exports: [ReadReceiptsService, DeliveredMarkersService],
})
export class ReadReceiptsModule {}
