import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { Pins1795996810000 } from './migrations/1795996810000-pins.js';
import { PinEntity } from './pin.entity.js';
import { PinPartHandler } from './pin-part-handler.js';
import { PinsController } from './pins.controller.js';
import { PinsRepository } from './pins.repository.js';
import { PinsService } from './pins.service.js';

/** Messages that a conversation keeps at hand. */
@Module({
  imports: [TypeOrmModule.forFeature([PinEntity]), ConversationsModule, MessagesModule],
  controllers: [PinsController],
  providers: [PinsRepository, PinsService, PinPartHandler],
})
export class PinsModule {
  static readonly migrations = [Pins1795996810000];
}
