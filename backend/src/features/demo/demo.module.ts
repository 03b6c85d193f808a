import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ReadReceiptsModule } from '../read-receipts/read-receipts.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [UsersModule, ConversationsModule, MessagesModule, ReadReceiptsModule],
  controllers: [DemoController],
  providers: [DemoService],
})
export class DemoModule {}
