import { Global, Module } from '@nestjs/common';
import { RedisModule } from '../redis/redis.module.js';
import { EventBus } from './event-bus.js';
import { RedisEventRelay } from './redis-event-relay.js';
import { RelayMetrics } from './relay-metrics.js';
import { RelayTiming } from './relay-timing.js';

@Global()
@Module({
  imports: [RedisModule],
  providers: [RelayMetrics, RelayTiming, RedisEventRelay, EventBus],
  exports: [RedisEventRelay, EventBus],
})
export class EventsModule {}
