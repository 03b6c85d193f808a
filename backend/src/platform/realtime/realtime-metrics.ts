import { Injectable } from '@nestjs/common';
import type { ServerEventName } from '@litspark/shared-contracts';
import type { Counter } from 'prom-client';
import { Metrics } from '../observability/metrics.js';
import { ConnectedSockets } from './connected-sockets.js';

/** What an operator sees of the sockets of this node. */
@Injectable()
export class RealtimeMetrics {
  private readonly deliveries: Counter<'event'>;
  private readonly slowReaders: Counter;

  constructor(metrics: Metrics, sockets: ConnectedSockets) {
    metrics.gauge({
      name: 'litspark_socket_connections',
      help: 'Connected sockets by transport.',
      labelNames: ['transport'],
      collect() {
        const counts = new Map([
          ['websocket', 0],
          ['polling', 0],
        ]);
        for (const { conn } of sockets.all()) {
          counts.set(conn.transport.name, (counts.get(conn.transport.name) ?? 0) + 1);
        }
        counts.forEach((count, transport) => this.set({ transport }, count));
      },
    });
    this.deliveries = metrics.counter({
      name: 'litspark_socket_deliveries_total',
      help: 'Events handed to sockets; one that is in two of the rooms counts twice.',
      labelNames: ['event'],
    });
    this.slowReaders = metrics.counter({
      name: 'litspark_socket_slow_readers_total',
      help: 'Connections ended because the client did not read what it was sent.',
    });
  }

  emitted(event: ServerEventName, sockets: number): void {
    this.deliveries.inc({ event }, sockets);
  }

  slowReaderDropped(): void {
    this.slowReaders.inc();
  }
}
