import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/activity.module.js';
import { MessageReadingModule } from '../messages/message-reading.module.js';
import { PersonalItemsModule } from '../personal-items/personal-items.module.js';
import { RemindersService } from './reminders.service.js';
import { SavedMessageRule } from './saved-message.rule.js';

/** Messages that somebody keeps for later. */
@Module({
  imports: [ActivityModule, MessageReadingModule, PersonalItemsModule],
  providers: [SavedMessageRule, RemindersService],
})
export class SavedMessagesModule {}
