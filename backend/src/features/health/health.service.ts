import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { Configuration } from '../../platform/config/configuration.js';
import { WriteProbe } from '../../platform/database/write-probe.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { EventRelay } from '../../platform/events/event-relay.js';
import { Draining } from '../../platform/lifecycle/draining.js';
import { Redis } from '../../platform/redis/redis.js';
import { Workers } from '../../platform/workers/workers.js';

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
    private readonly relay: EventRelay,
    private readonly draining: Draining,
    private readonly workers: Workers,
    private readonly configuration: Configuration,
  ) {
    workers.onQuestion('readiness', () => this.amiss());
  }

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
      return await this.withWorkers(withRedis(await this.health.check(checks), redis));
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

  /** One machine's workers share its port: a balancer asks any of them and is told of all. */
  private async withWorkers({ status, details }: Readiness): Promise<Readiness> {
    const { number } = this.workers;
    if (number === null) return { status, details };
    const answers = await this.workers.askOthers<string | null>('readiness').catch(() => []);
    const silent = this.configuration.workers - 1 - answers.length;
    const faults = answers.filter((fault) => fault !== null);
    if (silent > 0) faults.push(`${silent} of ${this.configuration.workers} workers do not answer`);
    if (faults.length === 0) return { status, details: { ...details, workers: { status: 'up' } } };
    return {
      status: 'degraded',
      details: { ...details, workers: { status: 'degraded', message: faults.join('; ') } },
    };
  }

  /** What another worker is to say of this one; null where all is well. */
  private async amiss(): Promise<string | null> {
    const faults = Object.entries(await this.faults()).flatMap(([name, fault]) =>
      fault === null ? [] : [`${name}: ${fault}`],
    );
    return faults.length === 0 ? null : `Worker ${this.workers.number}: ${faults.join(', ')}`;
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
