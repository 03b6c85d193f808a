import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActivityModule } from '../activity/activity.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { Confirmations1796008700000 } from './migrations/1796008700000-confirmations.js';
import { ConfirmationFollower } from './confirmation-follower.js';
import { ConfirmationListsRepository } from './confirmation-lists.repository.js';
import { ConfirmationPartHandler } from './confirmation-part-handler.js';
import { ConfirmationRequestEntity } from './confirmation-request.entity.js';
import { ConfirmationRequestsRepository } from './confirmation-requests.repository.js';
import { ConfirmationRequestsService } from './confirmation-requests.service.js';
import { ConfirmationEntity } from './confirmation.entity.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { ConfirmationsRepository } from './confirmations.repository.js';
import { ConfirmationsService } from './confirmations.service.js';

/** Messages that ask their readers to confirm that they read them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([ConfirmationRequestEntity, ConfirmationEntity]),
    ActivityModule,
    ConversationsModule,
    MessagesModule,
  ],
  controllers: [ConfirmationsController],
  providers: [
    ConfirmationRequestsRepository,
    ConfirmationsRepository,
    ConfirmationListsRepository,
    ConfirmationFollower,
    ConfirmationPartHandler,
    ConfirmationsService,
    ConfirmationRequestsService,
  ],
})
export class ConfirmationsModule {
  static readonly migrations = [Confirmations1796008700000];
}
