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

  /** Each part with what it does not do; null where it is well. Redis is one where we are told of one. */
  async faults(): Promise<Record<string, string | null>> {
    return {
      database: await this.database.fault(),
      server: this.draining.isAnnounced ? 'is stopping' : null,
      ...(this.redis.client ? { redis: this.redis.isReady ? this.relay.fault : 'it is away' } : {}),
    };
  }

  /** Throws `UnavailableError` that names what is down. */
  async ready(): Promise<Readiness> {
    const { redis, ...needed } = await this.faults();
    const checks = Object.entries(needed).map(
      ([name, fault]) =>
        () =>
          this.state(name, fault),
    );
    try {
      return withRedis(await this.health.check(checks), redis);
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

  /** `fault`: what it is that the named part does not do; null where it is well. */
  private state(name: string, fault: string | null) {
    const indicator = this.indicators.check(name);
    return fault === null ? indicator.up() : indicator.down({ message: fault });
  }
}

/** Every node loses Redis at once: were they unready for it, a balancer would have nowhere left to send to. */
function withRedis({ status, details }: HealthCheckResult, fault: string | null | undefined): Readiness {
  if (fault === undefined) return { status, details };
  if (fault === null) return { status, details: { ...details, redis: { status: 'up' } } };
  const message = `Other nodes hear later of what happens here, because Redis takes no events: ${fault}`;
  return { status: 'degraded', details: { ...details, redis: { status: 'degraded', message } } };
}
