import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PresenceLedger } from './presence-ledger.js';
import { PresenceService } from './presence.service.js';
import { RedisPresenceLedger } from './redis-presence-ledger.js';
import { WorkerPresenceLedger } from './worker-presence-ledger.js';

const beatMs = 5_000;

/** Keeps this node's part of presence alive among several nodes, and sees to the users of nodes and workers that died. */
@Injectable()
export class PresenceHeartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PresenceHeartbeat.name);
  private timer: NodeJS.Timeout | null = null;
  private away = false;

  constructor(
    private readonly ledger: PresenceLedger,
    private readonly presence: PresenceService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { ledger } = this;
    if (ledger instanceof WorkerPresenceLedger)
      ledger.onOrphans((userIds) => userIds.forEach((userId) => void this.presence.report(userId)));
    if (!(ledger instanceof RedisPresenceLedger)) return;
    await this.beat(ledger);
    const next = () => {
      this.timer = setTimeout(() => void this.beat(ledger).finally(next), beatMs).unref();
    };
    next();
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private async beat(ledger: RedisPresenceLedger): Promise<void> {
    try {
      const behind = await ledger.beat();
      const left = behind ? [...(await ledger.reported()), ...this.presence.usersHere()] : [];
      const orphans = await ledger.bury();
      await Promise.all([...new Set([...left, ...orphans])].map((userId) => this.presence.report(userId)));
      this.away = false;
    } catch (error) {
      if (!this.away) this.logger.warn({ err: error }, 'presence is known of this node only');
      this.away = true;
    }
  }
}
