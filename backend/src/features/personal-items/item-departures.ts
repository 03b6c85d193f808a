import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeparturesService } from '../conversations/departures.service.js';
import { ItemChangesService } from './item-changes.service.js';

/** Who no longer sees a conversation no longer has items of it: from the same commit on. */
@Injectable()
export class ItemDepartures implements OnModuleInit {
  constructor(
    private readonly departures: DeparturesService,
    private readonly changes: ItemChangesService,
  ) {}

  onModuleInit(): void {
    this.departures.onDeparture((conversationId, userId) =>
      this.changes.removeOfConversation(userId, conversationId),
    );
  }
}
