import { Global, Module } from '@nestjs/common';
import { HttpMetrics } from './http-metrics.js';
import { Metrics } from './metrics.js';
import { ProcessMetrics } from './process-metrics.js';
import { SecurityLog } from './security-log.js';

@Global()
@Module({
  providers: [Metrics, HttpMetrics, ProcessMetrics, SecurityLog],
  exports: [Metrics, HttpMetrics, SecurityLog],
})
export class ObservabilityModule {}
