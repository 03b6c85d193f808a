import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/observability/metrics.js';

export type Outcome = 'stored' | 'repeated' | 'refused' | 'failed';

/** What an operator sees of the writer. */
@Injectable()
export class SendMetrics {
  private readonly sends;
  private readonly latency;
  private readonly batchSize;
  private readonly depth;

  constructor(metrics: Metrics) {
    this.sends = metrics.counter<'outcome'>({
      name: 'litspark_sends_total',
      help: 'Messages that somebody asked to send, by what became of them.',
      labelNames: ['outcome'],
    });
    this.latency = metrics.histogram({
      name: 'litspark_send_seconds',
      help: 'From accepting a message to having it stored.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
    this.batchSize = metrics.histogram({
      name: 'litspark_send_batch_size',
      help: 'Messages stored in one transaction.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
    });
    this.depth = metrics.gauge({
      name: 'litspark_send_queue_depth',
      help: 'Messages that wait to be stored or are being stored.',
    });
  }

  queued(): void {
    this.depth.inc();
  }

  answered(outcome: Outcome, seconds: number): void {
    this.depth.dec();
    this.sends.inc({ outcome });
    this.latency.observe(seconds);
  }

  batch(size: number): void {
    this.batchSize.observe(size);
  }
}
