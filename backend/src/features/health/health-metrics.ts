import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/observability/metrics.js';
import { HealthService } from './health.service.js';

/** What `/health/ready` says, for alerts. */
@Injectable()
export class HealthMetrics {
  constructor(metrics: Metrics, health: HealthService) {
    metrics.gauge({
      name: 'litspark_part_up',
      help: 'Whether a part works: 1 or 0. Without database or server the node is not ready; without redis it is degraded.',
      labelNames: ['part'],
      async collect() {
        const faults = Object.entries(await health.faults());
        for (const [part, fault] of faults) this.set({ part }, fault === null ? 1 : 0);
      },
    });
  }
}
