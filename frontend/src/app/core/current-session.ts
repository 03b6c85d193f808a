import {
  createEnvironmentInjector,
  DestroyRef,
  EnvironmentInjector,
  importProvidersFrom,
  inject,
  Injectable,
  signal,
  type Type,
} from '@angular/core';
import { BehaviorSubject, EMPTY, type Observable, Subject, switchMap } from 'rxjs';
import { type Providers, ownUserId, sessionLoads, sessionProviders, SessionScope } from './session-scope';
import { backoffMs } from './backoff';
import { type SessionEnd, SessionService } from './session.service';

const retry = { firstMs: 500, mostMs: 10_000 };

/** A session that is over: whose it was, and why it ended. */
export interface EndedSession {
  userId: string;
  why: SessionEnd;
}

/**
 * The injector of the present session: created when somebody is signed in, destroyed with all of its services when the
 * session ends. Outlives sessions: it creates them.
 */
@Injectable({ providedIn: 'root' })
export class CurrentSession {
  private readonly root = inject(EnvironmentInjector);
  private readonly providers = inject(sessionProviders, { optional: true }) ?? [];
  private readonly loads = inject(sessionLoads, { optional: true }) ?? [];
  private readonly present = signal<EnvironmentInjector | null>(null);
  private readonly injector$ = new BehaviorSubject<EnvironmentInjector | null>(null);
  private readonly endings = new Subject<EndedSession>();
  private userId = '';
  /** Grows with each session that begins or ends. */
  private turn = 0;
  private loading: Promise<readonly Providers[]> | null = null;

  /** Null while nobody is signed in, or what a session needs is still being loaded. */
  readonly injector = this.present.asReadonly();
  /** Each session that is over, once its services are destroyed. */
  readonly ended$: Observable<EndedSession> = this.endings.asObservable();

  constructor() {
    const session = inject(SessionService);
    session.begun$.subscribe((userId) => this.begin(userId));
    session.ended$.subscribe((why) => this.end(why));
    inject(DestroyRef).onDestroy(() => this.injector$.value?.destroy());
  }

  /** A stream of a service of the session, from one session to the next; silent while nobody is signed in. */
  follow<T, V>(type: Type<T>, stream: (service: T) => Observable<V>): Observable<V> {
    return this.injector$.pipe(switchMap((injector) => (injector ? stream(injector.get(type)) : EMPTY)));
  }

  /** Loads what a session needs before somebody is signed in, so that it begins at once then. */
  loadAhead(): void {
    this.load().catch(() => undefined);
  }

  private begin(userId: string): void {
    this.turn += 1;
    this.userId = userId;
    if (this.loads.length === 0) this.create([]);
    else void this.createOnceLoaded(this.turn);
  }

  private end(why: SessionEnd): void {
    this.turn += 1;
    const injector = this.injector$.value;
    this.use(null);
    injector?.destroy();
    this.endings.next({ userId: this.userId, why });
  }

  private create(loaded: readonly Providers[]): void {
    const own = [importProvidersFrom(SessionScope), { provide: ownUserId, useValue: this.userId }];
    const providers = [...own, ...this.providers.flat(), ...loaded];
    this.use(createEnvironmentInjector(providers, this.root, 'Session'));
  }

  private async createOnceLoaded(turn: number): Promise<void> {
    const loaded = await this.loadedFor(turn);
    if (loaded && turn === this.turn) this.create(loaded);
  }

  /** Tries again as long as the session goes on: a network that is away comes back. Null once it is over. */
  private async loadedFor(turn: number): Promise<readonly Providers[] | null> {
    for (let attempt = 0; turn === this.turn; attempt += 1) {
      try {
        return await this.load();
      } catch {
        await new Promise((wake) => setTimeout(wake, backoffMs(attempt, retry)));
      }
    }
    return null;
  }

  private load(): Promise<readonly Providers[]> {
    this.loading ??= Promise.all(this.loads.map((load) => load())).then(
      (loaded) => loaded.flat(),
      (thrown: unknown) => {
        this.loading = null;
        throw thrown;
      },
    );
    return this.loading;
  }

  private use(injector: EnvironmentInjector | null): void {
    this.present.set(injector);
    this.injector$.next(injector);
  }
}
