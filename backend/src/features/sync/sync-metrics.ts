import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/observability/metrics.js';

/** What an operator sees of clients that catch up. */
@Injectable()
export class SyncMetrics {
  private readonly latency;

  constructor(metrics: Metrics) {
    this.latency = metrics.histogram({
      name: 'litspark_sync_seconds',
      help: 'From taking up a sync to its answer, errors too.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
  }

  /** Measures until the work has ended, well or not. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    const end = this.latency.startTimer();
    try {
      return await work();
    } finally {
      end();
    }
  }
}
