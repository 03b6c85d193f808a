import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ActivityAdded } from './activity.events.js';

/** Tells every socket of a person what happened to them. */
@Injectable()
export class ActivityFanOut implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.events.on(ActivityAdded, ({ entries }) => {
      for (const { userId, entry } of entries)
        this.realtime.emit('activity', { entry }, [rooms.user(userId)]);
    });
  }
}
