import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ClusterEvents } from '../../platform/events/cluster-events.js';
import { ConnectedSockets } from '../../platform/realtime/connected-sockets.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { PresenceChanged } from './presence.events.js';

/** Tells sockets who comes and goes. */
@Injectable()
export class PresenceFanOut implements OnModuleInit {
  constructor(
    private readonly events: ClusterEvents,
    private readonly realtime: Realtime,
    private readonly sockets: ConnectedSockets,
  ) {}

  onModuleInit(): void {
    this.events.on(PresenceChanged, ({ audience, ...change }) => {
      const here = audience.filter((userId) => this.sockets.has(userId));
      this.realtime.emit('presence_changed', change, here.map(rooms.user));
    });
  }
}
