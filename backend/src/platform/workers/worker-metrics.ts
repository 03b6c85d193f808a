import { Injectable } from '@nestjs/common';
import { Metrics } from '../observability/metrics.js';
import { Workers } from './workers.js';

/** What an operator sees of the workers; nothing where the service is one process. */
@Injectable()
export class WorkerMetrics {
  constructor(metrics: Metrics, workers: Workers) {
    if (workers.number === null) return;
    metrics.labelWorker(workers.number);
    workers.onQuestion('metrics', () => metrics.values());
    metrics.gauge({
      name: 'litspark_workers_serving',
      help: 'Workers that serve, as this one was last told.',
      collect() {
        this.set(workers.state.serving);
      },
    });
    metrics.gauge({
      name: 'litspark_workers_replaced',
      help: 'Workers that ended and were replaced since the start.',
      collect() {
        this.set(workers.state.replaced);
      },
    });
  }
}
