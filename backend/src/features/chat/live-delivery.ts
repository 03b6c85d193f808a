import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { RealtimeSocket } from '../../platform/realtime/realtime-socket.js';
import { reconnectGradually } from '../../platform/realtime/reconnect-clients.js';

/** Sends sockets what must be loaded first, so that a fault of the database does not leave them out of date. */
@Injectable()
export class LiveDelivery implements OnModuleDestroy {
  private readonly logger = new Logger(LiveDelivery.name);
  /** Between tries, in milliseconds: long enough together for a database that fails over. */
  pausesMs: readonly number[] = [200, 400, 800, 1_600, 3_200, 6_400];

  private stopping = false;

  /** All sockets are closed, and with them the reason to try again. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /**
   * Runs `work`, which loads before it emits, and again while it fails. Where it fails to the end, the sockets of
   * `audience` reconnect, and their clients pull. Never rejects.
   */
  async run(work: () => Promise<void>, audience: () => Iterable<RealtimeSocket>): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        await work();
        return;
      } catch (error) {
        if (this.stopping) return;
        const pauseMs = this.pausesMs[failures];
        if (pauseMs === undefined) {
          this.logger.error({ err: error }, 'something could not be sent live: its recipients reconnect');
          reconnectGradually(audience());
          return;
        }
        if (failures === 0) this.logger.warn({ err: error }, 'something waits to be sent live');
        await pause(pauseMs, undefined, { ref: false });
      }
    }
  }
}
