import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Configuration } from '../../platform/config/configuration.js';
import { MarkerAdvancesRepository } from './marker-advances.repository.js';

/** How often it is looked whether a new day has begun. */
const everyMs = 3_600_000;
/** Kept for a day longer than is told from: a message is never younger than what was kept of it, whatever clocks say. */
const marginDays = 1;

/** Forgets when markers moved, a day at once, when that is no longer told. Of several nodes one does it. */
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

  async run(): Promise<void> {
    const days = this.configuration.receiptDays + marginDays;
    while (!this.isStopping && (await this.advances.forgetSome(days)));
  }

  private async runOnNewDay(): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    if (this.doneOn === today) return;
    try {
      await this.run();
      this.doneOn = today;
    } catch (error) {
      // The next hour comes.
      this.logger.warn(
        `Old advances of markers were not forgotten: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }
}
