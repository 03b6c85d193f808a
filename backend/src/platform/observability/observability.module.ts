import { Global, Module } from '@nestjs/common';
import { HttpMetrics } from './http-metrics.js';
import { Metrics } from './metrics.js';
import { ProcessMetrics } from './process-metrics.js';

@Global()
@Module({ providers: [Metrics, HttpMetrics, ProcessMetrics], exports: [Metrics, HttpMetrics] })
export class ObservabilityModule {}
