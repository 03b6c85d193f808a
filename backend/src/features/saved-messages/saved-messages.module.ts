import { Module } from '@nestjs/common';
import { MessageReadingModule } from '../messages/message-reading.module.js';
import { SavedMessageRule } from './saved-message.rule.js';

/** Messages that somebody keeps for later. */
@Module({ imports: [MessageReadingModule], providers: [SavedMessageRule] })
export class SavedMessagesModule {}
