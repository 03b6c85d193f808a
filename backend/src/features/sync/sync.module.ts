import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessageReadingModule } from '../messages/message-reading.module.js';
import { SyncMetrics } from './sync-metrics.js';
import { SyncRepository } from './sync.repository.js';
import { SyncService } from './sync.service.js';

@Module({
  imports: [ConversationsModule, MessageReadingModule],
  providers: [SyncRepository, SyncMetrics, SyncService],
  exports: [SyncService],
})
export class SyncModule {}
