import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/activity.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessageReadingModule } from '../messages/message-reading.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PersonalItemsModule } from '../personal-items/personal-items.module.js';
import { UsersModule } from '../users/users.module.js';
import { ScheduledJobsService } from './scheduled-jobs.service.js';
import { ScheduledMessageRule } from './scheduled-message.rule.js';
import { ScheduledSendsService } from './scheduled-sends.service.js';
import { SentSchedulesService } from './sent-schedules.service.js';

/** Messages that somebody wants to be sent at a time to come. */
@Module({
  imports: [
    ActivityModule,
    ConversationsModule,
    MessageReadingModule,
    MessagesModule,
    PersonalItemsModule,
    UsersModule,
  ],
  providers: [ScheduledJobsService, ScheduledMessageRule, ScheduledSendsService, SentSchedulesService],
})
export class ScheduledMessagesModule {}
