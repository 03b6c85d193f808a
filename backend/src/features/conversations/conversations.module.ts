import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Correspondents } from '../users/correspondents.port.js';
import { UsersModule } from '../users/users.module.js';
import { ChannelsController } from './channels.controller.js';
import { ChannelsService } from './channels.service.js';
import { ConversationCreationService } from './conversation-creation.service.js';
import { ConversationEntity } from './conversation.entity.js';
import { ConversationSummariesService } from './conversation-summaries.service.js';
import { ConversationsController } from './conversations.controller.js';
import { ConversationsRepository } from './conversations.repository.js';
import { ConversationsService } from './conversations.service.js';
import { CorrespondentsService } from './correspondents.service.js';
import { DeparturesService } from './departures.service.js';
import { ParticipantEntity } from './participant.entity.js';
import { ParticipantsController } from './participants.controller.js';
import { ParticipantsRepository } from './participants.repository.js';
import { ParticipantsService } from './participants.service.js';

// Global, because the directory asks with whom people write through its own port and can't import us.
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ConversationEntity, ParticipantEntity]), UsersModule],
  controllers: [ConversationsController, ParticipantsController, ChannelsController],
  providers: [
    ConversationsRepository,
    ParticipantsRepository,
    ConversationSummariesService,
    ConversationsService,
    ConversationCreationService,
    ParticipantsService,
    ChannelsService,
    CorrespondentsService,
    DeparturesService,
    { provide: Correspondents, useExisting: CorrespondentsService },
  ],
  exports: [
    Correspondents,
    DeparturesService,
    ConversationsService,
    ConversationCreationService,
    ParticipantsService,
  ],
})
export class ConversationsModule {}
