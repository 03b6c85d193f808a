import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { Redis } from './redis.js';

/** Makes `Redis` injectable everywhere, connected before anything else starts. */
@Global()
@Module({
  providers: [
    {
      provide: Redis,
      inject: [Configuration],
      useFactory: (configuration: Configuration) => Redis.connect(configuration.redisUrl),
    },
  ],
  exports: [Redis],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(private readonly redis: Redis) {}

  onApplicationShutdown(): void {
    this.redis.close();
  }
}
