import { Injectable } from '@nestjs/common';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../observability/metrics.js';

/** What an operator sees of the events between nodes. */
@Injectable()
export class RelayMetrics {
  private readonly lag: Histogram;
  private readonly breaks: Counter;
  private readonly failures: Counter;
  private readonly pending: Gauge;

  constructor(metrics: Metrics) {
    this.lag = metrics.histogram({
      name: 'litspark_relay_lag_seconds',
      help: 'Age of other nodes’ events when they are received here, by the clock of Redis.',
      buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 15, 60],
    });
    this.breaks = metrics.counter({
      name: 'litspark_relay_breaks_total',
      help: 'Times that events of other nodes were missed, so that the clients of this node were sent to pull.',
    });
    this.failures = metrics.counter({
      name: 'litspark_relay_write_failures_total',
      help: 'Tries to write events to Redis that failed; they are repeated.',
    });
    this.pending = metrics.gauge({
      name: 'litspark_relay_pending_events',
      help: 'Events of this node that wait to be written to Redis.',
    });
  }

  received(ageMs: number): void {
    this.lag.observe(Math.max(ageMs, 0) / 1_000);
  }

  broken(): void {
    this.breaks.inc();
  }

  writeFailed(): void {
    this.failures.inc();
  }

  waiting(events: number): void {
    this.pending.set(events);
  }
}
