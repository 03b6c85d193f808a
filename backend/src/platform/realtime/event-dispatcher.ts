import { type ArgumentsHost, Injectable, Logger } from '@nestjs/common';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { Acknowledgement, ClientEventName } from '@litspark/shared-contracts';
import { isObservable } from 'rxjs';
import { UnavailableError, ValidationFailedError } from '../errors/domain-error.js';
import { toContractError } from '../errors/translate-error.js';
import { UnsentBytes } from '../security/unsent-bytes.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { readsMuch } from './unsent-bytes.guard.js';

type Acknowledge = (answer: Acknowledgement<unknown>) => void;
type Handler = (payload: unknown, acknowledge: Acknowledge) => unknown;

/** A socket, as its events come in. */
interface Entry {
  readonly handlers: Map<string, Handler>;
  /** Events that are not acknowledged yet. */
  underWay: number;
  /** Set once what comes is refused; called when nothing is under way any more. */
  whenIdle: (() => void) | null;
}

interface Incoming {
  socket: RealtimeSocket;
  name: ClientEventName;
  handler: Handler;
  payload: unknown;
  acknowledge: ReturnType<typeof once>;
}

/**
 * Where what clients send comes in: hands each event to its gateway's handler in the order of arrival and sees that
 * it is acknowledged exactly once, whatever came and whatever happens. Nothing here may throw: it would end the process.
 */
@Injectable()
export class EventDispatcher {
  private readonly logger = new Logger(EventDispatcher.name);
  private readonly entries = new WeakMap<RealtimeSocket, Entry>();
  private underWay = 0;
  private closed = false;
  private whenIdle: () => void = () => undefined;

  constructor(
    private readonly metrics: RealtimeMetrics,
    private readonly unsent: UnsentBytes,
  ) {}

  /** Adds a gateway's handlers to a socket. */
  open(socket: RealtimeSocket, gatewayHandlers: readonly MessageMappingProperties[]): void {
    const { handlers } = this.entryOf(socket);
    for (const { message, callback } of gatewayHandlers) handlers.set(String(message), callback);
  }

  /** Refuses what comes from now on; resolves when all that came before is acknowledged, or after `atMostMs`. */
  close(atMostMs: number): Promise<void> {
    this.closed = true;
    if (this.underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.whenIdle = resolve;
      setTimeout(resolve, atMostMs).unref();
    });
  }

  /** Refuses what one socket sends from now on; resolves when all that it sent before is acknowledged, or after `atMostMs`. */
  release(socket: RealtimeSocket, atMostMs: number): Promise<void> {
    const entry = this.entryOf(socket);
    return new Promise((resolve) => {
      entry.whenIdle = resolve;
      if (entry.underWay === 0) resolve();
      else setTimeout(resolve, atMostMs).unref();
    });
  }

  private entryOf(socket: RealtimeSocket): Entry {
    const known = this.entries.get(socket);
    if (known) return known;
    const entry: Entry = { handlers: new Map(), underWay: 0, whenIdle: null };
    this.entries.set(socket, entry);
    socket.onAny((event: unknown, ...args: unknown[]) => this.enter(socket, entry, event, args));
    return entry;
  }

  private enter(socket: RealtimeSocket, entry: Entry, event: unknown, args: unknown[]): void {
    const acknowledge = once(
      typeof args.at(-1) === 'function' ? (args.pop() as Acknowledge) : () => undefined,
    );
    const handler = typeof event === 'string' ? entry.handlers.get(event) : undefined;
    const refusal = this.refusal(handler !== undefined, entry.whenIdle !== null, args);
    if (refusal || !handler) return acknowledge({ ok: false, error: toContractError(refusal) });
    const name = event as ClientEventName;
    this.underWay += 1;
    entry.underWay += 1;
    const started = performance.now();
    void this.run({ socket, name, handler, payload: args[0], acknowledge }).finally(() => {
      this.metrics.handled(name, (performance.now() - started) / 1_000);
      this.underWay -= 1;
      entry.underWay -= 1;
      if (entry.underWay === 0) entry.whenIdle?.();
      if (this.underWay === 0) this.whenIdle();
    });
  }

  private refusal(known: boolean, isReleased: boolean, args: unknown[]): Error | null {
    if (this.closed || isReleased)
      return new UnavailableError('The service is stopping. Try again in a moment.');
    if (!known) return new ValidationFailedError('There is no such event.');
    if (args.length > 1)
      return new ValidationFailedError('An event takes one payload and an acknowledgement.');
    return null;
  }

  private async run({ socket, name, handler, payload, acknowledge }: Incoming): Promise<void> {
    try {
      const data = await handler(payload, acknowledge);
      if (acknowledge.done) return;
      if (data === undefined) throw new Error('a handler answered nothing');
      if (isObservable(data)) throw new Error(`${name} has an interceptor: events have none`);
      acknowledge(this.answerWith(socket, name, data));
    } catch (error) {
      this.logger.error({ err: error }, 'an event was not answered');
      acknowledge({ ok: false, error: toContractError(error) });
    }
  }

  /** What was only read is not sent to who has too much under way by now. */
  private answerWith(socket: RealtimeSocket, name: ClientEventName, data: unknown): Acknowledgement<unknown> {
    // By now a socket that joined is in the room: the room checks for itself, and takes it out again.
    if (!readsMuch(name) || name === 'join_conversation') return { ok: true, data };
    try {
      this.unsent.assertRoom(socket.data.actor.userId);
      return { ok: true, data };
    } catch (error) {
      return { ok: false, error: toContractError(error) };
    }
  }
}

/** The acknowledgement of the event that a guard, pipe or handler of a gateway is called for. */
export function acknowledgeOf(host: ArgumentsHost): Acknowledge {
  // Socket, payload, acknowledgement, name of the event: as the dispatcher calls a gateway.
  const acknowledge: unknown = host.getArgs<unknown[]>()[2];
  return typeof acknowledge === 'function' ? (acknowledge as Acknowledge) : () => undefined;
}

function once(acknowledge: Acknowledge): Acknowledge & { done: boolean } {
  const guarded = (answer: Acknowledgement<unknown>) => {
    if (guarded.done) return;
    guarded.done = true;
    acknowledge(answer);
  };
  guarded.done = false;
  return guarded;
}
