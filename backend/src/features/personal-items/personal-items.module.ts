import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { PersonalItems1796005200000 } from './migrations/1796005200000-personal-items.js';
import { ItemChangesRepository } from './item-changes.repository.js';
import { ItemChangesService } from './item-changes.service.js';
import { ItemCleanUpRepository } from './item-clean-up.repository.js';
import { ItemCleanUpService } from './item-clean-up.service.js';
import { ItemDepartures } from './item-departures.js';
import { ItemFanOut } from './item-fan-out.js';
import { ItemRulesService } from './item-rules.service.js';
import { PersonalItemEntity } from './personal-item.entity.js';
import { PersonalItemsController } from './personal-items.controller.js';
import { PersonalItemsRepository } from './personal-items.repository.js';
import { PersonalItemsService } from './personal-items.service.js';

/** What belongs to one person, of all kinds that features declare. */
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([PersonalItemEntity]), ConversationsModule],
  controllers: [PersonalItemsController],
  providers: [
    PersonalItemsRepository,
    ItemChangesRepository,
    ItemCleanUpRepository,
    ItemRulesService,
    PersonalItemsService,
    ItemChangesService,
    ItemDepartures,
    ItemFanOut,
    ItemCleanUpService,
  ],
  exports: [PersonalItemsService, ItemChangesService],
})
export class PersonalItemsModule {
  static readonly migrations = [PersonalItems1796005200000];
}
