import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessageBatchesRepository } from './message-batches.repository.js';
import { MessageReadingModule } from './message-reading.module.js';
import { MessageWriterService } from './message-writer.service.js';
import { MessagesController } from './messages.controller.js';
import { MessagesService } from './messages.service.js';
import { SendAdmissionService } from './send-admission.service.js';
import { SendMetrics } from './send-metrics.js';

@Module({
  imports: [ConversationsModule, MessageReadingModule],
  controllers: [MessagesController],
  providers: [
    SendMetrics,
    MessageBatchesRepository,
    MessageWriterService,
    SendAdmissionService,
    MessagesService,
  ],
  exports: [MessagesService],
})
export class MessagesModule {}
