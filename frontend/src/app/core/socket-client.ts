import { ApplicationRef, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  type ClientEventData,
  type ClientEventName,
  type ClientPayload,
  isRetryable,
  type ServerEventName,
  type ServerPayload,
  type SocketError,
} from '@litspark/shared-contracts';
import { Socket } from 'ngx-socket-io';
import { filter, map, type Observable, Subject } from 'rxjs';
import { acknowledged } from './acknowledged';
import { ApiError } from './api-error';
import { backoffMs } from './backoff';
import { ConnectionMonitor } from './connection-monitor';
import { Gathering } from './gathering';
import { onceRenewed } from './once-renewed';
import { SessionScope } from './session-scope';
import { SessionTimers } from './session-timers';
import { SessionService } from './session.service';
import {
  failWhenClosedEarly,
  preferPolling,
  preferWebSocket,
  socketConfig,
  type Transport,
} from './socket-config';

/** What happens to the connection, for the machine in `connection-machine.ts`. */
export type SocketLifecycle = 'open' | 'connected' | 'lost' | 'failed' | 'refused';

const retry = { firstMs: 1_000, mostMs: 30_000 };

/** Middleware refusals carry the contract's error; failures of the transport don't. */
function refusalOf(error: Error): Partial<SocketError> {
  return (error as Error & { data?: Partial<SocketError> }).data ?? {};
}

/** The socket: typed events both ways, over a connection that heals itself for as long as the session lasts. */
@Injectable({ providedIn: SessionScope })
export class SocketClient {
  private readonly session = inject(SessionService);
  private readonly monitor = inject(ConnectionMonitor);
  private readonly application = inject(ApplicationRef);
  private readonly timers = inject(SessionTimers);
  private readonly lifecycle = new Subject<SocketLifecycle>();
  private readonly incoming = new Subject<{ event: string; payload: unknown }>();
  private readonly pushes = new Gathering<{ event: string; payload: unknown }>(
    (push) => this.incoming.next(push),
    (ms, call) => this.timers.after(ms, call),
  );
  private readonly resumptions = new Subject<void>();
  private readonly currentTransport = signal<Transport | null>(null);
  private readonly roundTrip = signal<number | null>(null);
  private socket: Socket | null = null;
  private cancelRetry: () => void = () => undefined;
  private cancelRenewal: () => void = () => undefined;
  private refusals = 0;
  private authenticating: Promise<void> = Promise.resolve();

  readonly lifecycle$: Observable<SocketLifecycle> = this.lifecycle.asObservable();
  /** Each time a connection is there, the first one and each one after a loss. */
  readonly connected$: Observable<void> = this.lifecycle$.pipe(
    filter((event) => event === 'connected'),
    map(() => undefined),
  );
  /** The session had expired on the open socket, and goes on: what came in between has to be pulled. */
  readonly resumed$: Observable<void> = this.resumptions.asObservable();
  readonly transport = this.currentTransport.asReadonly();
  /** How long the last acknowledgement took, in milliseconds. */
  readonly roundTripMs = this.roundTrip.asReadonly();

  constructor() {
    this.session.renewed$.pipe(takeUntilDestroyed()).subscribe((token) => {
      if (this.connected) this.authenticating = this.authenticate(token).catch(() => undefined);
      this.renewAhead();
    });
    inject(DestroyRef).onDestroy(() => this.disconnect());
  }

  get connected(): boolean {
    return this.socket?.ioSocket.connected ?? false;
  }

  /** Opens the socket; a second call changes nothing. */
  connect(): void {
    if (this.socket) return;
    this.socket = new Socket(
      socketConfig(() => this.session.accessToken()),
      this.application,
    );
    this.listen(this.socket);
    this.lifecycle.next('open');
    this.renewAhead();
    this.attempt(this.socket);
  }

  /** Tries now instead of waiting for the next attempt. Does nothing while connected. */
  reconnectNow(): void {
    if (!this.socket || this.connected) return;
    this.cancelRetry();
    this.lifecycle.next('open');
    this.socket.ioSocket.disconnect();
    this.attempt(this.socket);
  }

  /** Drops the present connection, which may be dead without knowing it, and begins another. */
  restart(): void {
    if (!this.socket || !this.connected) return;
    this.cancelRetry();
    // Not the engine's `close`, which first waits for what it has still to send.
    this.socket.ioSocket.disconnect();
    this.attempt(this.socket);
  }

  /**
   * Sends an event and gives what its acknowledgement holds. Throws `ApiError`: the contract's code, or UNAVAILABLE with
   * `offline` when not connected, cut off, or without an answer within 10 s.
   */
  async emit<E extends ClientEventName>(event: E, payload: ClientPayload<E>): Promise<ClientEventData<E>> {
    return onceRenewed(
      async () => {
        await this.authenticating;
        return this.ask(event, payload);
      },
      () => this.session.renew(),
    );
  }

  /** What the server pushes, over this connection and the ones after it; where much comes, several in one task. */
  on<E extends ServerEventName>(event: E): Observable<ServerPayload<E>> {
    return this.incoming.pipe(
      filter((one) => one.event === event),
      map((one) => one.payload as ServerPayload<E>),
    );
  }

  private ask<E extends ClientEventName>(event: E, payload: ClientPayload<E>): Promise<ClientEventData<E>> {
    const answer = acknowledged(this.socket?.ioSocket, event, payload, (ms) => this.roundTrip.set(ms));
    this.monitor.track(answer);
    // What was pushed before the answer is known before it too: else there would seem to be a gap.
    return answer.finally(() => this.pushes.flush());
  }

  private attempt(wrapped: Socket): void {
    wrapped.connect();
    failWhenClosedEarly(wrapped.ioSocket.io);
  }

  private listen(wrapped: Socket): void {
    const { ioSocket } = wrapped;
    ioSocket.onAny((event: string, payload: unknown) => {
      if (event === 'session_expired') void this.revive();
      this.pushes.add({ event, payload });
    });
    // The attempt itself begins right after this event.
    ioSocket.io.on('reconnect_attempt', () => queueMicrotask(() => failWhenClosedEarly(ioSocket.io)));
    ioSocket.on('connect', () => {
      this.refusals = 0;
      this.followTransport(wrapped);
      this.monitor.start(ioSocket, () => this.restart());
      this.lifecycle.next('connected');
    });
    ioSocket.on('disconnect', (reason) => {
      this.monitor.stop();
      this.currentTransport.set(null);
      this.lifecycle.next('lost');
      // The library leaves this one to us: the session ended, or the server is going down.
      if (reason === 'io server disconnect') this.retryLater();
    });
    ioSocket.on('connect_error', (error) => void this.connectFailed(wrapped, error));
  }

  private async connectFailed(wrapped: Socket, error: Error): Promise<void> {
    const { code, retryAfterMs } = refusalOf(error);
    if (code === undefined) {
      // A proxy may swallow WebSocket without a word: begin with long-polling and upgrade from there.
      if (error.message === 'timeout') preferPolling(wrapped.ioSocket.io);
      this.lifecycle.next('failed');
      if (!wrapped.ioSocket.active) this.retryLater();
      return;
    }
    if (code !== 'UNAUTHENTICATED') {
      this.lifecycle.next('failed');
      this.retryLater(retryAfterMs);
      return;
    }
    this.refusals += 1;
    try {
      await this.session.renew();
      if (this.socket !== wrapped) return;
      if (this.refusals < 2) {
        this.attempt(wrapped);
        return;
      }
    } catch (thrown) {
      if (this.socket !== wrapped) return;
      // Nobody said no: the token just couldn't be had.
      const { code: failure, retryAfterMs: waitMs } = ApiError.from(thrown);
      if (isRetryable(failure)) {
        this.lifecycle.next('failed');
        this.retryLater(waitMs);
        return;
      }
    }
    this.lifecycle.next('refused');
    this.retryLater();
  }

  /** Not before the server said, and then spread: it said the same to many. */
  private retryLater(notBeforeMs = 0): void {
    this.cancelRetry();
    const waitMs = notBeforeMs + (notBeforeMs / 4) * Math.random() + backoffMs(this.refusals, retry);
    this.cancelRetry = this.timers.after(waitMs, () => this.socket && this.attempt(this.socket));
  }

  private followTransport(wrapped: Socket): void {
    const { engine } = wrapped.ioSocket.io;
    this.currentTransport.set(engine.transport.name as Transport);
    engine.on('upgrade', (transport) => {
      if (this.socket === wrapped && engine === wrapped.ioSocket.io.engine) {
        this.currentTransport.set(transport.name as Transport);
        preferWebSocket(wrapped.ioSocket.io);
      }
    });
  }

  /** The server delivers nothing more until it gets a fresh token. */
  private async revive(): Promise<void> {
    try {
      await this.session.renew();
      await this.authenticating;
      this.resumptions.next();
    } catch {
      // An ended session says so itself; without network the socket is cut off and comes back through `connect`.
    }
  }

  private async authenticate(token: string): Promise<void> {
    await this.ask('authenticate', { token });
  }

  /** Exchanges the token before it expires, so that the open socket never falls silent. */
  private renewAhead(): void {
    this.cancelRenewal();
    if (!this.socket) return;
    this.cancelRenewal = this.timers.after(
      Math.max(1_000, this.session.renewalDueInMs() + 50),
      () => void this.session.accessToken().catch(() => undefined),
    );
  }

  /** Closes the socket for good; nothing of it is heard afterwards. */
  private disconnect(): void {
    if (!this.socket) return;
    const { ioSocket } = this.socket;
    this.socket = null;
    // First: what is still asked fails now, and would hand on what waits.
    this.pushes.end();
    ioSocket.offAny();
    ioSocket.removeAllListeners();
    ioSocket.io.removeAllListeners('reconnect_attempt');
    ioSocket.disconnect();
    this.monitor.stop();
  }
}
