import { Controller, Get } from '@nestjs/common';
import { Public } from '../../platform/security/access.js';
import { HealthService, type Readiness } from './health.service.js';

/** For whoever starts, stops and routes to us: outside `/api`. */
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Whether the process should be left alone. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether requests should be sent here: also while it is degraded. */
  @Get('ready')
  ready(): Promise<Readiness> {
    return this.health.ready();
  }
}
