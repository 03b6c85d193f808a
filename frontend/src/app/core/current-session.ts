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
import { ownUserId, sessionProviders, SessionScope } from './session-scope';
import { type SessionEnd, SessionService } from './session.service';

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
  private readonly present = signal<EnvironmentInjector | null>(null);
  private readonly injector$ = new BehaviorSubject<EnvironmentInjector | null>(null);
  private readonly endings = new Subject<EndedSession>();
  private userId = '';

  /** Null while nobody is signed in. */
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

  private begin(userId: string): void {
    this.userId = userId;
    const own = [importProvidersFrom(SessionScope), { provide: ownUserId, useValue: userId }];
    this.use(createEnvironmentInjector([...own, ...this.providers.flat()], this.root, 'Session'));
  }

  private end(why: SessionEnd): void {
    const injector = this.injector$.value;
    this.use(null);
    injector?.destroy();
    this.endings.next({ userId: this.userId, why });
  }

  private use(injector: EnvironmentInjector | null): void {
    this.present.set(injector);
    this.injector$.next(injector);
  }
}
