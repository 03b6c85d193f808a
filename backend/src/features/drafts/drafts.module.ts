import { Module } from '@nestjs/common';
import { MessageReadingModule } from '../messages/message-reading.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PersonalItemsModule } from '../personal-items/personal-items.module.js';
import { DraftRule } from './draft.rule.js';
import { SentDraftsService } from './sent-drafts.service.js';

/** What somebody began to write, on all their devices until it is sent. */
@Module({
  imports: [MessageReadingModule, MessagesModule, PersonalItemsModule],
  providers: [DraftRule, SentDraftsService],
})
export class DraftsModule {}
