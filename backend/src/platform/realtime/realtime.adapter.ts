import type { NestExpressApplication } from '@nestjs/platform-express';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { limits } from '@litspark/shared-contracts';
import type { Socket as Connection } from 'engine.io';
import type { Server, ServerOptions } from 'socket.io';
import { Configuration } from '../config/configuration.js';
import { clientAddress, type TrustedProxies } from '../http/client-address.js';
import { hostRule } from '../http/host-check.js';
import { EngineDoors } from './engine-doors.js';
import { EventDispatcher } from './event-dispatcher.js';
import { Handshake } from './handshake.js';
import { countAnswers, refuseForeign, refuseWhileStopping } from './engine-requests.js';
import { Draining } from '../lifecycle/draining.js';
import { gatherFrames } from './gathered-frames.js';
import { handshakeOrigins } from './handshake-origins.js';
import { Realtime } from './realtime.js';
import type { RealtimeServer, RealtimeSocket } from './realtime-socket.js';
import { SlowReaders } from './slow-readers.js';

/** Makes the app's gateways answer on Socket.IO as the contract says. Call it before the app is initialised. */
export function useRealtime(app: NestExpressApplication): void {
  app.useWebSocketAdapter(new RealtimeAdapter(app));
}

class RealtimeAdapter extends IoAdapter {
  constructor(private readonly app: NestExpressApplication) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const configuration = this.app.get(Configuration);
    const server = super.createIOServer(port, {
      ...options,
      ...handshakeOrigins(configuration.allowedOrigins),
      path: '/socket.io',
      serveClient: false,
      transports: ['websocket', 'polling'],
      // Answers hold secrets beside what an attacker may choose (BREACH), and compressing them costs more than it saves.
      httpCompression: false,
      perMessageDeflate: false,
      maxHttpBufferSize: limits.socketFrameBytes,
      connectTimeout: 10_000,
    } as ServerOptions) as RealtimeServer;
    const slowReaders = this.app.get(SlowReaders);
    server.engine.on('connection', (connection: Connection) => {
      slowReaders.watch(connection);
      gatherFrames(connection);
    });
    const doors = this.app.get(EngineDoors);
    doors.attach(server);
    server.engine.use(refuseForeign(hostRule(configuration)));
    server.engine.use(refuseWhileStopping(this.app.get(Draining)));
    server.engine.use(doors.middleware);
    server.engine.use(countAnswers(slowReaders));
    const trusts = this.app.getHttpAdapter().getInstance().get('trust proxy fn') as TrustedProxies;
    server.use((socket, next) => {
      socket.data.address = clientAddress(socket.request, trusts);
      next();
    });
    server.use(this.app.get(Handshake).middleware);
    this.app.get(Realtime).attach(server);
    return server;
  }

  override bindMessageHandlers(socket: RealtimeSocket, handlers: MessageMappingProperties[]): void {
    this.app.get(EventDispatcher).open(socket, handlers);
  }
}
