import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { BatchStoreService } from './batch-store.service.js';
import { MessageBatchesRepository } from './message-batches.repository.js';
import { MessageTransactionService } from './message-transaction.service.js';
import { MessageChangesController } from './message-changes.controller.js';
import { MessageChangesRepository } from './message-changes.repository.js';
import { MessageChangesService } from './message-changes.service.js';
import { MessagePartHandlers } from './message-part-handlers.js';
import { MessagePartsService } from './message-parts.service.js';
import { MessageReadingModule } from './message-reading.module.js';
import { MessageVersionsService } from './message-versions.service.js';
import { MessageWriterService } from './message-writer.service.js';
import { MessagesController } from './messages.controller.js';
import { JoinSnapshotsService } from './join-snapshots.service.js';
import { MessagesService } from './messages.service.js';
import { PlainSendsRepository } from './plain-sends.repository.js';
import { PlainSendsService } from './plain-sends.service.js';
import { ReactionListsService } from './reaction-lists.service.js';
import { ReactionsRepository } from './reactions.repository.js';
import { ReactionsService } from './reactions.service.js';
import { SendAdmissionService } from './send-admission.service.js';
import { SendCompanionsService } from './send-companions.service.js';
import { SendMetrics } from './send-metrics.js';

@Module({
  imports: [DiscoveryModule, ConversationsModule, MessageReadingModule],
  controllers: [MessagesController, MessageChangesController],
  providers: [
    SendMetrics,
    MessagePartHandlers,
    SendCompanionsService,
    MessageBatchesRepository,
    BatchStoreService,
    PlainSendsRepository,
    PlainSendsService,
    MessageWriterService,
    SendAdmissionService,
    JoinSnapshotsService,
    MessagesService,
    MessageChangesRepository,
    MessageTransactionService,
    MessagePartsService,
    MessageChangesService,
    MessageVersionsService,
    ReactionsRepository,
    ReactionsService,
    ReactionListsService,
  ],
  exports: [
    MessagesService,
    MessageChangesService,
    MessagePartsService,
    SendCompanionsService,
    MessageVersionsService,
    ReactionsService,
  ],
})
export class MessagesModule {}
