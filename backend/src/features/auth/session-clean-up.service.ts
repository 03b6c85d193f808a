import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SessionsRepository } from './sessions.repository.js';

const everyMs = 3_600_000;
/** Kept for a day, for whoever looks into what happened. */
const keptMs = 86_400_000;

/** Forgets sessions that are over. */
@Injectable()
export class SessionCleanUpService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SessionCleanUpService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sessions: SessionsRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), everyMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    try {
      await this.sessions.forget(new Date(Date.now() - keptMs));
    } catch (error) {
      // The next hour comes.
      this.logger.warn(
        `Old sessions were not forgotten: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  }
}
