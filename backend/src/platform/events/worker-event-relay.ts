import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { BoundedSender } from '../workers/bounded-sender.js';
import type { FromWorker, Unmarked } from '../workers/messages.js';
import type { Workers } from '../workers/workers.js';
import { EventRelay } from './event-relay.js';

/** A process that stops is not held up for longer by others that stand still. */
const leaveMs = 1_000;

/**
 * Carries events between the workers of one machine that has no Redis, through the process that started them: in the order sent, each
 * once, or else it says that some were missed.
 */
export class WorkerEventRelay extends EventRelay implements OnApplicationShutdown {
  readonly hasOthers = true;
  readonly fault = null;
  private readonly logger = new Logger(WorkerEventRelay.name);
  private readonly missedListeners: (() => void)[] = [];
  private listener: (name: string, fields: object) => void = () => undefined;
  private readonly sender: BoundedSender<Unmarked<FromWorker>>;
  private pending: string[] = [];

  constructor(private readonly workers: Workers) {
    super();
    this.sender = new BoundedSender<Unmarked<FromWorker>>((message, sent) => workers.send(message, sent), {
      kind: 'missed',
    });
    workers.onMessage((message) => {
      if (message.kind === 'missed') this.miss();
      else if (message.kind === 'events') this.receive(message.events);
    });
  }

  onEvent(listener: (name: string, fields: object) => void): void {
    this.listener = listener;
  }

  onMissed(missed: () => void): void {
    this.missedListeners.push(missed);
  }

  send(name: string, event: object): void {
    // One turn later, so that what is announced together travels together.
    if (this.pending.push(JSON.stringify([name, event])) === 1) queueMicrotask(() => this.flush());
  }

  async onApplicationShutdown(): Promise<void> {
    this.flush();
    const left = new Promise<void>((resolve) => this.workers.send({ kind: 'left' }, resolve));
    await Promise.race([left, delay(leaveMs, undefined, { ref: false })]);
  }

  private flush(): void {
    if (this.pending.length === 0) return;
    const events = `[${this.pending.join()}]`;
    this.pending = [];
    this.sender.push({ kind: 'events', events }, events.length);
  }

  private receive(events: string): void {
    for (const [name, fields] of JSON.parse(events) as [string, object][]) this.listener(name, fields);
  }

  private miss(): void {
    this.logger.warn('events of another worker were lost: all clients of this one reconnect');
    for (const missed of this.missedListeners) missed();
  }
}
