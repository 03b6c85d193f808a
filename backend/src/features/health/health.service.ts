import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { WriteProbe } from '../../platform/database/write-probe.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { RedisEventRelay } from '../../platform/events/redis-event-relay.js';
import { Draining } from '../../platform/lifecycle/draining.js';
import { Redis } from '../../platform/redis/redis.js';

/** `degraded`: of use, but something is amiss, and `details` says what. */
export interface Readiness {
  status: HealthCheckResult['status'] | 'degraded';
  details: Record<string, { status: string; message?: string }>;
}

/** What must be up for us to be of use. */
@Injectable()
export class HealthService {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: WriteProbe,
    private readonly redis: Redis,
    private readonly relay: RedisEventRelay,
    private readonly draining: Draining,
  ) {}

  /** Throws `UnavailableError` that names what is down. */
  async ready(): Promise<Readiness> {
    const checks = [
      async () => this.state('database', await this.database.fault()),
      () => this.state('server', this.draining.isAnnounced ? 'is stopping' : null),
    ];
    try {
      return this.withRedis(await this.health.check(checks));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: down } = error.getResponse() as HealthCheckResult;
      const faults = Object.entries(down ?? {});
      const names = faults.map(([path]) => path);
      throw new UnavailableError(
        names.length > 0 ? `Down: ${names.join(', ')}.` : 'Stopping.',
        undefined,
        faults.map(([path, fault]) => ({ path, message: String(fault?.['message']) })),
      );
    }
  }

  /** Every node loses Redis at once: were they unready for it, a balancer would have nowhere left to send to. */
  private withRedis({ status, details }: HealthCheckResult): Readiness {
    if (!this.redis.client) return { status, details };
    const fault = this.redis.isReady ? this.relay.fault : 'it is away';
    if (fault === null) return { status, details: { ...details, redis: { status: 'up' } } };
    const message = `Other nodes hear later of what happens here, because Redis takes no events: ${fault}`;
    return { status: 'degraded', details: { ...details, redis: { status: 'degraded', message } } };
  }

  /** `fault`: what it is that the named part does not do; null where it is well. */
  private state(name: string, fault: string | null) {
    const indicator = this.indicators.check(name);
    return fault === null ? indicator.up() : indicator.down({ message: fault });
  }
}
