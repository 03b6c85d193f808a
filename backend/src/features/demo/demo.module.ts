import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ReadReceiptsModule } from '../read-receipts/read-receipts.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoAccountsCheckService } from './demo-accounts-check.service.js';
import { DemoController } from './demo.controller.js';
import { DemoMessagesService } from './demo-messages.service.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [UsersModule, ConversationsModule, MessagesModule, ReadReceiptsModule],
  controllers: [DemoController],
  providers: [DemoAccountsCheckService, DemoMessagesService, DemoService],
})
export class DemoModule {}
