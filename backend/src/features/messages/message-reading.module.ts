import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessageSummaries } from '../conversations/message-summaries.port.js';
import { MentionEntity } from './mention.entity.js';
import { MessageEntity } from './message.entity.js';
import { MessageReadingService } from './message-reading.service.js';
import { MessageVersionEntity } from './message-version.entity.js';
import { MessagesRepository } from './messages.repository.js';
import { ReactionEntity } from './reaction.entity.js';

/** Reads messages for other features. Global, because conversations ask through their own port and can't import it. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([MessageEntity, MessageVersionEntity, MentionEntity, ReactionEntity])],
  providers: [
    MessagesRepository,
    MessageReadingService,
    { provide: MessageSummaries, useExisting: MessageReadingService },
  ],
  exports: [MessagesRepository, MessageReadingService, MessageSummaries],
})
export class MessageReadingModule {}
