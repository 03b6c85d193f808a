import { Injectable } from '@nestjs/common';
import type { ServerEventName } from '@litspark/shared-contracts';
import type { Counter, Histogram } from 'prom-client';
import { Metrics } from '../observability/metrics.js';
import { ConnectedSockets } from './connected-sockets.js';

/** What an operator sees of the sockets of this node. */
@Injectable()
export class RealtimeMetrics {
  private readonly deliveries: Counter<'event'>;
  private readonly duration: Histogram<'event'>;
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
    this.duration = metrics.histogram({
      name: 'litspark_socket_event_duration_seconds',
      help: 'From the arrival of an event that a client sent to its acknowledgement, by event.',
      labelNames: ['event'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
    this.slowReaders = metrics.counter({
      name: 'litspark_socket_slow_readers_total',
      help: 'Connections ended because the client did not read what it was sent.',
    });
  }

  emitted(event: ServerEventName, sockets: number): void {
    this.deliveries.inc({ event }, sockets);
  }

  /** `event` is one that a gateway handles: what else clients send would make a series each. */
  handled(event: string, seconds: number): void {
    this.duration.observe({ event }, seconds);
  }

  slowReaderDropped(): void {
    this.slowReaders.inc();
  }
}
