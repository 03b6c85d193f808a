import { type DynamicModule, Module } from '@nestjs/common';
import * as features from './features.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Configuration } from './platform/config/configuration.js';
import { ContractModule } from './platform/contract/contract.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LifecycleModule } from './platform/lifecycle/lifecycle.module.js';
import { ObservabilityModule } from './platform/observability/observability.module.js';
import { RealtimeModule } from './platform/realtime/realtime.module.js';
import { RedisModule } from './platform/redis/redis.module.js';
import { SecurityModule } from './platform/security/security.module.js';

/** The platform, and on it the features. */
@Module({})
export class AppModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(configuration),
        ObservabilityModule,
        LifecycleModule,
        DatabaseModule,
        JobsModule,
        RedisModule,
        SecurityModule,
        RealtimeModule,
        ContractModule,
        ...Object.values(features),
      ],
    };
  }
}
