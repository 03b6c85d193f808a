import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { DatabaseHealth } from '../../platform/database/database-health.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { Draining } from '../../platform/lifecycle/draining.js';
import { Redis } from '../../platform/redis/redis.js';

/** What must be up for us to be of use. */
@Injectable()
export class HealthService {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly redis: Redis,
    private readonly draining: Draining,
  ) {}

  /** Throws `UnavailableError` that names what is down. */
  async ready(): Promise<HealthCheckResult> {
    const checks = [() => this.state('database', this.database.isUp()), () => this.serverState()];
    if (this.redis.client) checks.push(() => this.state('redis', this.redis.isReady));
    try {
      return await this.health.check(checks);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: down } = error.getResponse() as HealthCheckResult;
      const names = Object.keys(down ?? {});
      throw new UnavailableError(
        names.length > 0 ? `Down: ${names.join(', ')}.` : 'Stopping.',
        undefined,
        names.map((path) => ({ path, message: 'is down' })),
      );
    }
  }

  private serverState() {
    return this.state('server', !this.draining.isDraining);
  }

  private async state(name: string, isUp: boolean | Promise<boolean>) {
    const indicator = this.indicators.check(name);
    return (await isUp) ? indicator.up() : indicator.down();
  }
}
