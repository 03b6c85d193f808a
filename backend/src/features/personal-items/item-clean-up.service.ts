import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ItemCleanUpRepository } from './item-clean-up.repository.js';

const everyMs = 3_600_000;

/** Forgets items that have been gone for 90 days. Several nodes may be at it: each step does no harm twice. */
@Injectable()
export class ItemCleanUpService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ItemCleanUpService.name);
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(private readonly items: ItemCleanUpRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.runQuietly(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    this.isStopping = true;
    clearInterval(this.timer);
  }

  /** Takes what is a day older than is promised, so that a load which began before goes on to its end. */
  async run(): Promise<void> {
    await this.items.raiseForgotten();
    while (!this.isStopping && (await this.items.forgetSome())) continue;
  }

  private async runQuietly(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      // The next hour comes.
      this.logger.warn(
        `Items that are gone were not forgotten: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }
}
