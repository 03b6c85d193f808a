import { Injectable } from '@nestjs/common';
import type { RequestHandler } from 'express';
import type { Counter, Histogram } from 'prom-client';
import { Metrics } from './metrics.js';

/** How long REST calls take, by route: the pattern, so that ids don't make a series each. */
@Injectable()
export class HttpMetrics {
  private readonly stalledReaders: Counter;
  private readonly duration: Histogram<'method' | 'route' | 'status'>;

  constructor(metrics: Metrics) {
    this.duration = metrics.histogram({
      name: 'litspark_http_request_duration_seconds',
      help: 'REST calls by route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
    this.stalledReaders = metrics.counter({
      name: 'litspark_http_stalled_readers_total',
      help: 'Connections cut because the reader took nothing of what was sent.',
    });
  }

  stalledReaderCut(): void {
    this.stalledReaders.inc();
  }

  readonly middleware: RequestHandler = (request, response, next) => {
    if (request.path.startsWith('/api/')) {
      const started = performance.now();
      response.once('close', () => {
        const { route } = request as { route?: { path?: unknown } };
        const path = typeof route?.path === 'string' ? route.path : 'unknown';
        const seconds = (performance.now() - started) / 1_000;
        this.duration.observe({ method: request.method, route: path, status: response.statusCode }, seconds);
      });
    }
    next();
  };
}
