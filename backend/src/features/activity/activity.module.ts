import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { PersonalItemsModule } from '../personal-items/personal-items.module.js';
import { ActivityEntries1796012300000 } from './migrations/1796012300000-activity-entries.js';
import { ActivityCleanUpService } from './activity-clean-up.service.js';
import { ActivityEntryEntity } from './activity-entry.entity.js';
import { ActivityFanOut } from './activity-fan-out.js';
import { ActivitySeenRule } from './activity-seen.rule.js';
import { ActivityController } from './activity.controller.js';
import { ActivityRepository } from './activity.repository.js';
import { ActivityService } from './activity.service.js';

/** What happened to somebody, and up to when they have seen it. */
@Module({
  imports: [TypeOrmModule.forFeature([ActivityEntryEntity]), ConversationsModule, PersonalItemsModule],
  controllers: [ActivityController],
  providers: [ActivityRepository, ActivityService, ActivityFanOut, ActivityCleanUpService, ActivitySeenRule],
  exports: [ActivityService],
})
export class ActivityModule {
  static readonly migrations = [ActivityEntries1796012300000];
}
