import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/observability/metrics.js';

/** What clients had to mend: it should stay at nothing. */
@Injectable()
export class HealingMetrics {
  private readonly heals;
  private readonly messages;

  constructor(metrics: Metrics) {
    this.heals = metrics.counter({
      name: 'litspark_client_heals_total',
      help: 'Times a client found that it held something else than the server, and mended it.',
    });
    this.messages = metrics.counter({
      name: 'litspark_client_messages_healed_total',
      help: 'Messages that clients had to fetch anew because they held something else.',
    });
  }

  healed(messages: number): void {
    this.heals.inc();
    this.messages.inc(messages);
  }
}
