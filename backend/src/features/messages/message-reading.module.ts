import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MentionEntity } from './mention.entity.js';
import { MessageEntity } from './message.entity.js';
import { MessageReadingService } from './message-reading.service.js';
import { MessageVersionEntity } from './message-version.entity.js';
import { MessagesRepository } from './messages.repository.js';
import { ReactionEntity } from './reaction.entity.js';

/** The half of messages that conversations stand on. */
@Module({
  imports: [TypeOrmModule.forFeature([MessageEntity, MessageVersionEntity, MentionEntity, ReactionEntity])],
  providers: [MessagesRepository, MessageReadingService],
  exports: [MessagesRepository, MessageReadingService],
})
export class MessageReadingModule {}
