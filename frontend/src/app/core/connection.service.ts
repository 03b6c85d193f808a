import { computed, effect, inject, Injectable, type Signal, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  distinctUntilChanged,
  fromEvent,
  map,
  type Observable,
  of,
  ReplaySubject,
  shareReplay,
  switchMap,
  timer,
} from 'rxjs';
import {
  type ConnectionInput,
  type ConnectionState,
  initialConnection,
  nextConnection,
} from './connection-machine';
import { ConnectionMonitor } from './connection-monitor';
import { SessionScope } from './session-scope';
import { SocketClient } from './socket-client';

/**
 * `live` and `polling` (long-polling) are up to date; `offline` has no network, `unreachable` no server, both go on
 * trying; `refused` by the server.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'polling' | 'offline' | 'unreachable' | 'refused';

/** Whether everything is up to date in this state, whichever way it comes. */
export const isConnected = (status: ConnectionStatus): boolean => status === 'live' || status === 'polling';

/** States in which nothing can be loaded before something changes. */
const cutOff: readonly ConnectionStatus[] = ['offline', 'unreachable', 'refused'];

/** A loss that heals within this time isn't shown. */
const unnoticedMs = 1_000;

/** The connection as people see it. */
@Injectable({ providedIn: SessionScope })
export class ConnectionService {
  private readonly socket = inject(SocketClient);
  private readonly monitor = inject(ConnectionMonitor);
  private readonly machine = signal<ConnectionState>(initialConnection);
  private readonly syncedAt = signal<Date | null>(null);
  private readonly knownAt = signal<Date | null>(null);
  private readonly pending = signal(0);
  private readonly shown = signal<ConnectionStatus>('connecting');
  private readonly changedAt = signal<Date | null>(null);
  private readonly actual = computed<ConnectionStatus>(() => {
    const { phase } = this.machine();
    if (this.isFresh()) return this.socket.transport() === 'polling' ? 'polling' : 'live';
    return phase === 'offline' || phase === 'unreachable' || phase === 'refused' ? phase : 'connecting';
  });
  private readonly actual$ = new ReplaySubject<ConnectionStatus>(1);

  readonly status: Signal<ConnectionStatus> = this.shown.asReadonly();
  readonly status$: Observable<ConnectionStatus> = this.actual$.pipe(
    distinctUntilChanged(),
    switchMap((status) =>
      status === 'connecting' && this.connected() && !this.answerOverdue()
        ? timer(unnoticedMs).pipe(map(() => status))
        : of(status),
    ),
    distinctUntilChanged(),
    takeUntilDestroyed(),
    shareReplay(1),
  );
  /** The connection is open, but the server owes an answer. */
  readonly answerOverdue = this.monitor.overdue;
  /** Up to date, as far as anybody is told. */
  readonly connected = computed(() => isConnected(this.shown()));
  /** Away, and nothing says that this is about to end. */
  readonly cutOff = computed(() => cutOff.includes(this.shown()));
  /** When the status became what it is. */
  readonly since = this.changedAt.asReadonly();
  readonly transport = this.socket.transport;
  /** How long the server's last acknowledgement took, in milliseconds. */
  readonly roundTripMs = this.socket.roundTripMs;
  readonly lastSyncedAt = this.syncedAt.asReadonly();
  /** Up to when everything is known, a former visit's knowledge included; while live, when that was noted last. */
  readonly freshAt = this.knownAt.asReadonly();
  /** Messages that wait in the outbox or are on their way. */
  readonly pendingCount = this.pending.asReadonly();

  constructor() {
    this.socket.lifecycle$.pipe(takeUntilDestroyed()).subscribe((input) => this.input(input));
    fromEvent(window, 'offline')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.input('browser-offline');
        // An open WebSocket doesn't notice that the network went away.
        this.socket.restart();
      });
    fromEvent(window, 'online')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.input('browser-online');
        this.reconnectNow();
      });
    effect(() => this.actual$.next(this.actual()));
    this.status$.pipe(takeUntilDestroyed()).subscribe((status) => {
      this.shown.set(status);
      this.changedAt.set(new Date());
    });
  }

  /** Tries to connect now. */
  reconnectNow(): void {
    if (this.answerOverdue()) this.socket.restart();
    else this.socket.reconnectNow();
  }

  /** For the sync engine: everything that was missed is in. */
  synced(): void {
    this.syncedAt.set(new Date());
    this.input('synced');
    this.noteFresh();
  }

  /** For the cache: what it holds was everything at that time. */
  wasFresh(at: Date | null): void {
    this.knownAt.set(at);
  }

  /** Whether what is known is everything, right now. */
  isFresh(): boolean {
    return this.isInSync() && !this.answerOverdue();
  }

  /** Synced on the present connection, though its server may not answer at this moment. */
  isInSync(): boolean {
    return this.machine().phase === 'synced';
  }

  /** While live, every moment is one in which everything is known. */
  noteFresh(): void {
    if (this.isFresh()) this.knownAt.set(new Date());
  }

  /** For the outbox: how many messages wait. */
  setPending(count: number): void {
    this.pending.set(count);
    this.monitor.setWaiting('messages', count);
  }

  private input(input: ConnectionInput): void {
    this.noteFresh();
    this.machine.update((state) => nextConnection(state, input));
    // Without a network from the start: the browser tells of none that goes away.
    if (input === 'open' && !navigator.onLine) this.input('browser-offline');
  }
}
