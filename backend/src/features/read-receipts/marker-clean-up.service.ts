import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Configuration } from '../../platform/config/configuration.js';
import { MarkerAdvancesRepository } from './marker-advances.repository.js';

const everyMs = 3_600_000;
/** Kept for a day longer than is told from: a message is never younger than what was kept of it, whatever clocks say. */
const marginDays = 1;

/** Forgets when markers moved, once that is no longer told. */
@Injectable()
export class MarkerCleanUpService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MarkerCleanUpService.name);
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly advances: MarkerAdvancesRepository,
    private readonly configuration: Configuration,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    this.isStopping = true;
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    const days = this.configuration.receiptDays + marginDays;
    try {
      while (!this.isStopping && (await this.advances.forgetSome(days)));
      while (!this.isStopping && (await this.advances.forgetSomeBeginnings(days)));
    } catch (error) {
      // The next hour comes.
      this.logger.warn(
        `Old advances of markers were not forgotten: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }
}
