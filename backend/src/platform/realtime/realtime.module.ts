import { type BeforeApplicationShutdown, Global, Module } from '@nestjs/common';
import { EventRelay } from '../events/event-relay.js';
import { AcknowledgementFilter } from './acknowledgement.filter.js';
import { ConnectedSockets } from './connected-sockets.js';
import { EngineDoors } from './engine-doors.js';
import { EventDispatcher } from './event-dispatcher.js';
import { Handshake } from './handshake.js';
import { JwtSocketGuard } from './jwt-socket.guard.js';
import { Realtime } from './realtime.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { moveGradually, reconnectClients, reconnectGradually } from './reconnect-clients.js';
import { SessionSweep } from './session-sweep.js';
import { SlowReaders } from './slow-readers.js';
import { SocketSessions } from './socket-sessions.js';

/** How long events that were accepted may take when we stop. */
const drainMs = 10_000;

@Global()
@Module({
  providers: [
    AcknowledgementFilter,
    ConnectedSockets,
    EngineDoors,
    EventDispatcher,
    Handshake,
    JwtSocketGuard,
    Realtime,
    RealtimeMetrics,
    SessionSweep,
    SlowReaders,
    SocketSessions,
  ],
  exports: [
    AcknowledgementFilter,
    ConnectedSockets,
    EngineDoors,
    EventDispatcher,
    Handshake,
    JwtSocketGuard,
    Realtime,
    RealtimeMetrics,
    SlowReaders,
    SocketSessions,
  ],
})
export class RealtimeModule implements BeforeApplicationShutdown {
  constructor(
    private readonly sockets: ConnectedSockets,
    private readonly dispatcher: EventDispatcher,
    private readonly handshake: Handshake,
    private readonly realtime: Realtime,
    relay: EventRelay,
  ) {
    relay.onMissed(() => reconnectGradually(sockets.all()));
  }

  /**
   * Sends the clients to another node one by one, so that they don't come there all at once, each when what it sent is acknowledged;
   * whoever is not moved yet is served on.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.handshake.close();
    await this.realtime.flush();
    await moveGradually(this.sockets.all(), (socket) => this.dispatcher.release(socket, drainMs));
    await this.dispatcher.close(drainMs);
    await this.realtime.flush();
    await reconnectClients(this.sockets.all());
  }
}
