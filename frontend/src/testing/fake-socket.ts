import { signal } from '@angular/core';
import type { ServerEventName, ServerPayload } from '@litspark/shared-contracts';
import { filter, map, type Observable, Subject } from 'rxjs';
import type { SocketLifecycle } from '../app/core/socket-client';
import { ApiError } from '../app/core/api-error';

interface Asked {
  event: string;
  payload: unknown;
  answer(data: unknown): void;
  fail(error: ApiError): void;
}

/** The wire in the test's hand: what is asked waits until the test answers; what is pushed, the test pushes. */
export class FakeSocket {
  connected = false;
  readonly transport = signal<'websocket' | 'polling' | null>(null);
  readonly roundTripMs = signal<number | null>(null);
  readonly lifecycle = new Subject<SocketLifecycle>();
  readonly lifecycle$ = this.lifecycle.asObservable();
  readonly connected$ = this.lifecycle.pipe(
    filter((event) => event === 'connected'),
    map(() => undefined),
  );
  readonly resumed$ = new Subject<void>();
  readonly asked: Asked[] = [];
  restarts = 0;
  reconnections = 0;
  private readonly pushes = new Subject<{ event: ServerEventName; payload: unknown }>();

  emit(event: string, payload: unknown): Promise<unknown> {
    if (!this.connected) return Promise.reject(ApiError.noAnswer('not connected'));
    return new Promise((resolve, reject) =>
      this.asked.push({ event, payload, answer: resolve, fail: reject }),
    );
  }

  on<E extends ServerEventName>(event: E): Observable<ServerPayload<E>> {
    return this.pushes.pipe(
      filter((push) => push.event === event),
      map((push) => push.payload as ServerPayload<E>),
    );
  }

  push<E extends ServerEventName>(event: E, payload: ServerPayload<E>): void {
    this.pushes.next({ event, payload });
  }

  arrive(transport: 'websocket' | 'polling' = 'websocket'): void {
    this.connected = true;
    this.transport.set(transport);
    this.lifecycle.next('connected');
  }

  lose(): void {
    this.connected = false;
    this.transport.set(null);
    for (const asked of this.asked.splice(0)) asked.fail(ApiError.noAnswer('cut'));
    this.lifecycle.next('lost');
  }

  connect(): void {
    this.lifecycle.next('open');
  }

  restart(): void {
    this.restarts += 1;
  }

  reconnectNow(): void {
    this.reconnections += 1;
  }

  /** Takes the oldest question out, which must be of this event. */
  take(event: string): Asked {
    const asked = this.asked.shift();
    if (asked?.event !== event) throw new Error(`asked ${asked?.event ?? 'nothing'} instead of ${event}`);
    return asked;
  }
}

/** Lets everything run that only waits for promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
