import '../testing/indexed-db';
import { type EnvironmentInjector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Me } from '@litspark/shared-contracts';
import { heldAfterGarbageCollection } from '../testing/garbage';
import { servicesProvidedIn } from '../testing/services';
import { aConversation, ann, ben, conversationId } from '../testing/shapes';
import { until } from '../testing/until';
import { provideWords } from '../testing/words';
import { Clock } from './core/clock';
import { CurrentSession } from './core/current-session';
import { provideSessionBy } from './core/session-scope';
import { SessionService } from './core/session.service';
import { Announcer } from './features/messaging/announcer';
import { SnackService } from './features/messaging/snack.service';
import { Viewport } from './features/messaging/viewport.service';
import { SavedNotice } from './features/settings/saved-notice';
import { ConversationsStore } from './stores/conversations.store';
import { DraftsStore, noDraft } from './stores/drafts.store';
import { TypingStore } from './stores/typing.store';
import { UsersStore } from './stores/users.store';
import { ConversationRecords } from './sync/conversation-records';
import { LastWrites } from './sync/last-writes';
import { MessagingService } from './sync/messaging.service';
import { OutboxService } from './sync/outbox.service';
import { provideMessaging } from './sync/provide-messaging';

jest.mock('ngx-socket-io', () => ({
  Socket: class {
    readonly ioSocket = {
      connected: false,
      io: { on: () => undefined, removeAllListeners: () => undefined },
      on: () => undefined,
      onAny: () => undefined,
      offAny: () => undefined,
      removeAllListeners: () => undefined,
      disconnect: () => undefined,
    };

    connect(): void {
      // Nobody answers.
    }
  },
}));

const anMe = (id: string): Me => ({
  id,
  email: 'somebody@example.org',
  displayName: 'Somebody',
  avatarUrl: null,
  role: 'member',
  disabled: false,
  presence: 'online',
  lastSeenAt: null,
  locale: 'fr',
  theme: 'system',
});

/** Who signs in next; the server knows nothing but that. */
let next: string;
const serverOf = (path: string): Promise<Response> => {
  const user = anMe(next);
  const body = { accessToken: 'token', expiresAt: new Date(Date.now() + 900_000).toISOString(), user };
  if (!path.startsWith('/api/auth/')) return Promise.reject(new TypeError('away'));
  return Promise.resolve({
    ok: true,
    status: path.endsWith('/logout') ? 204 : 200,
    headers: new Headers(),
    json: () => Promise.resolve(body),
  } as Response);
};

const { fetch: fetchBefore, setTimeout: begin, clearTimeout: clear } = globalThis;
/** What is to be called later: timers that haven't fired, nor been cleared. */
const timers = new Set<unknown>();

beforeEach(() => {
  localStorage.clear();
  globalThis.fetch = (input) => serverOf(input as string);
  // In a browser it is no timer of the page's.
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  // Not a mock of jest's, which would hold on to what it was called with.
  globalThis.setTimeout = ((call: () => void, ms?: number) => {
    const fire = () => {
      timers.delete(timer);
      call();
    };
    const timer = begin(fire, ms);
    timers.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    clear(timer as number);
  };
  TestBed.configureTestingModule({
    providers: [
      provideWords(),
      provideRouter([]),
      provideServiceWorker('none', { enabled: false }),
      provideSessionBy(() => import('./session').then((m) => m.providers)),
      provideMessaging(),
      { provide: Viewport, useValue: { narrow: signal(false) } },
    ],
  });
});
afterEach(() => {
  Object.assign(globalThis, { fetch: fetchBefore, setTimeout: begin, clearTimeout: clear });
  jest.restoreAllMocks();
});

async function signIn(userId: string): Promise<EnvironmentInjector> {
  next = userId;
  await TestBed.inject(SessionService).signIn('somebody@example.org', 'correct horse battery');
  await until(() => TestBed.inject(CurrentSession).injector() !== null);
  return present();
}
async function signOut(): Promise<void> {
  await TestBed.inject(SessionService).signOut();
  await TestBed.inject(LastWrites).done;
  // What the application itself puts off to the next task, such as a change detection, is done.
  await new Promise((wake) => begin(wake));
}
function present(): EnvironmentInjector {
  const injector = TestBed.inject(CurrentSession).injector();
  if (!injector) throw new Error('nobody is signed in');
  return injector;
}

/** What a person does, and is told, of all kinds. */
function useIt(session: EnvironmentInjector): void {
  session.get(ConversationRecords).mergeSummaries([aConversation({ lastSeq: 3 })]);
  session.get(MessagingService).joinConversation(conversationId);
  session.get(MessagingService).setTyping(conversationId, true);
  session.get(TypingStore).set(conversationId, ben, true);
  session.get(UsersStore).get(ben)();
  session.get(DraftsStore).set(conversationId, 'half a thought');
  session.get(OutboxService).send(conversationId, { ...noDraft, text: 'on its way' });
  session.get(SnackService).show('deleted', { label: 'undo', run: () => undefined });
  session.get(Announcer).say('somebody writes');
  session.get(SavedNotice).show();
  TestBed.tick();
}

describe('what belongs to one session', () => {
  it('is there in it, and nowhere outside of it', async () => {
    const services = await servicesProvidedIn('SessionScope');
    expect(services.length).toBeGreaterThan(90);
    for (const service of services) expect(() => TestBed.inject(service)).toThrow(/No provider.*found/);
    const session = await signIn(ann);
    for (const service of services) expect(session.get(service)).toBeInstanceOf(service);
    for (const service of services) expect(() => TestBed.inject(service)).toThrow(/No provider.*found/);
  });

  it('is another for the next person, who finds nothing of the one before', async () => {
    const services = await servicesProvidedIn('SessionScope');
    const hers = await signIn(ann);
    const before = services.map((service) => hers.get(service));
    useIt(hers);
    await signOut();
    expect(TestBed.inject(CurrentSession).injector()).toBeNull();
    for (const service of services) expect(() => hers.get(service)).toThrow('already been destroyed');
    const his = await signIn(ben);
    for (const [at, service] of services.entries()) expect(his.get(service)).not.toBe(before[at]);
    expect(his.get(ConversationsStore).all()).toEqual([]);
    expect(his.get(DraftsStore).all().size).toBe(0);
  });

  it('leaves no timer, and nothing that could be reached, once it is over', async () => {
    const services = await servicesProvidedIn('SessionScope');
    TestBed.inject(Clock);
    const timersBefore = new Set(timers);
    const held = await (async () => {
      const session = await signIn(ann);
      const instances = services.map((service) => session.get(service));
      useIt(session);
      return [session, ...instances].map((one) => new WeakRef(one));
    })();
    expect([...timers].length).toBeGreaterThan(timersBefore.size + 5);
    await signOut();
    expect([...timers].filter((timer) => !timersBefore.has(timer))).toEqual([]);
    await heldAfterGarbageCollection(held);
    expect(held.flatMap((one) => one.deref()?.constructor.name ?? [])).toEqual([]);
  });
});
