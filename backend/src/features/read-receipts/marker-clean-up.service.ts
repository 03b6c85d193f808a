import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Configuration } from '../../platform/config/configuration.js';
import { MarkerAdvancesRepository } from './marker-advances.repository.js';

/** How often it is looked whether a new day has begun. */
const everyMs = 3_600_000;
/** Kept for a day longer than is answered from: a message is never younger than what was kept of it, whatever clocks say. */
const marginDays = 1;

/** Forgets when markers moved, a day at once, when that is no longer answered. Of several nodes one does it. */
@Injectable()
export class MarkerCleanUpService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MarkerCleanUpService.name);
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  /** The day on which all that was old had been forgotten. */
  private doneOn: string | null = null;

  constructor(
    private readonly advances: MarkerAdvancesRepository,
    private readonly configuration: Configuration,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.runOnNewDay(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    this.isStopping = true;
    clearInterval(this.timer);
  }

  /** Whether nothing is left to forget; false where another node is at it. */
  async run(): Promise<boolean> {
    const days = this.configuration.receiptDays + marginDays;
    while (!this.isStopping) {
      const count = await this.advances.forgetSome(days);
      if (!count) return count === 0;
    }
    return false;
  }

  /** Does nothing on a day on which it was done. */
  async runOnNewDay(): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    if (this.doneOn === today) return;
    try {
      // Another node that is at it may yet fail.
      if (await this.run()) this.doneOn = today;
    } catch (error) {
      // The next hour comes.
      this.logger.warn(
        `Old advances of markers were not forgotten: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }
}
