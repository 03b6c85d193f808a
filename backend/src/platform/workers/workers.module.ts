import { Global, Module } from '@nestjs/common';
import { WorkerMetrics } from './worker-metrics.js';
import { Workers } from './workers.js';

@Global()
@Module({ providers: [Workers, WorkerMetrics], exports: [Workers] })
export class WorkersModule {}
