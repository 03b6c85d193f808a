import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ItemsChanged } from './personal-items.events.js';

/** Notifies every socket of a person of their items. */
@Injectable()
export class ItemFanOut implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.events.on(ItemsChanged, ({ userId, items }) => {
      for (const item of items) this.realtime.emit('item_changed', { item }, [rooms.user(userId)]);
    });
  }
}
