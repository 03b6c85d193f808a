import { Global, Module } from '@nestjs/common';
import { newId } from '../../platform/identifiers/new-id.js';
import { Redis } from '../../platform/redis/redis.js';
import { Workers } from '../../platform/workers/workers.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { PresenceReader } from '../users/presence-reader.port.js';
import { UsersModule } from '../users/users.module.js';
import { PresenceAnnouncements } from './presence-announcements.js';
import { PresenceFanOut } from './presence-fan-out.js';
import { PresenceHeartbeat } from './presence-heartbeat.js';
import { MemoryPresenceLedger, PresenceLedger } from './presence-ledger.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceService } from './presence.service.js';
import { RedisPresenceLedger } from './redis-presence-ledger.js';
import { WorkerPresenceLedger } from './worker-presence-ledger.js';

// Global, because users ask the presence of people through their own port and can't import us.
@Global()
@Module({
  imports: [ConversationsModule, UsersModule],
  providers: [
    {
      provide: PresenceLedger,
      inject: [Redis, Workers],
      useFactory: (redis: Redis, workers: Workers) => {
        if (redis.client) return new RedisPresenceLedger(redis, redis.client, newId());
        return workers.number === null ? new MemoryPresenceLedger() : new WorkerPresenceLedger(workers);
      },
    },
    PresenceAnnouncements,
    PresenceService,
    { provide: PresenceReader, useExisting: PresenceService },
    PresenceFanOut,
    PresenceGateway,
    PresenceHeartbeat,
  ],
  exports: [PresenceReader, PresenceService],
})
export class PresenceModule {}
