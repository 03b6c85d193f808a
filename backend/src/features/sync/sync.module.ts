import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessageReadingModule } from '../messages/message-reading.module.js';
import { PersonalItemsModule } from '../personal-items/personal-items.module.js';
import { SyncMetrics } from './sync-metrics.js';
import { SyncRepository } from './sync.repository.js';
import { SyncService } from './sync.service.js';

@Module({
  imports: [ConversationsModule, MessageReadingModule, PersonalItemsModule],
  providers: [SyncRepository, SyncMetrics, SyncService],
  exports: [SyncService],
})
export class SyncModule {}
