import { Global, Module } from '@nestjs/common';
import { Redis } from '../redis/redis.js';
import { RedisModule } from '../redis/redis.module.js';
import { Workers } from '../workers/workers.js';
import { WorkersModule } from '../workers/workers.module.js';
import { EventBus } from './event-bus.js';
import { EventRelay } from './event-relay.js';
import { RedisEventRelay } from './redis-event-relay.js';
import { RelayMetrics } from './relay-metrics.js';
import { RelayTiming } from './relay-timing.js';
import { WorkerEventRelay } from './worker-event-relay.js';

@Global()
@Module({
  imports: [RedisModule, WorkersModule],
  providers: [
    RelayMetrics,
    RelayTiming,
    {
      provide: EventRelay,
      inject: [Redis, Workers, RelayMetrics, RelayTiming],
      useFactory: (redis: Redis, workers: Workers, metrics: RelayMetrics, timing: RelayTiming) =>
        redis.client === null && workers.number !== null
          ? new WorkerEventRelay(workers)
          : new RedisEventRelay(redis, metrics, timing),
    },
    EventBus,
  ],
  exports: [EventRelay, EventBus],
})
export class EventsModule {}
