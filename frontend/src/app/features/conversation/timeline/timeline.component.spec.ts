import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { FakeApi } from '../../../../testing/fake-api';
import { FakeSocket, settle } from '../../../../testing/fake-socket';
import { provideSession } from '../../../../testing/session';
import { aConversation, aMessage, ann, conversationId } from '../../../../testing/shapes';
import { provideWords } from '../../../../testing/words';
import { ApiClient } from '../../../core/api-client';
import { ApiError } from '../../../core/api-error';
import { ConnectionService } from '../../../core/connection.service';
import { PageVisibility } from '../../../core/page-visibility';
import { SessionService } from '../../../core/session.service';
import { SocketClient } from '../../../core/socket-client';
import { ConversationsStore } from '../../../stores/conversations.store';
import { MessagesStore } from '../../../stores/messages.store';
import { PendingStore } from '../../../stores/pending.store';
import type { PendingMessage } from '../../../stores/timeline';
import { conversationSource, surroundingsSource, type TimelineSource } from '../../../stores/timeline-source';
import { provideMessagingCommands } from '../../../sync/commands/provide-commands';
import { newWindow } from '../../../sync/merge';
import { MessagingService } from '../../../sync/messaging.service';
import { ReadTracking } from '../../../sync/read-tracking';
import { FeatureRegistry } from '../../feature/feature-registry';
import { Viewport } from '../../messaging/viewport.service';
import { TimelineComponent } from './timeline.component';

const main = conversationSource(conversationId);
const rowHeight = 40;
const scrollerHeight = 400;
const cutOff = signal(false);
const messaging = {
  newMessage$: new Subject<Message>(),
  openConversationId: signal(conversationId),
  openTimeline: jest.fn<MessagingService['openTimeline']>(() => () => undefined),
  retryTimeline: jest.fn<MessagingService['retryTimeline']>(),
  loadOlder: jest.fn<MessagingService['loadOlder']>(() => Promise.resolve()),
  loadNewer: jest.fn<MessagingService['loadNewer']>(() => Promise.resolve()),
  loadAround: jest.fn(() => Promise.resolve()),
  jumpToNewest: jest.fn(() => Promise.resolve()),
};
const seen = jest.fn<ReadTracking['seen']>();
const reconnectNow = jest.fn();

/** jsdom lays nothing out: a scroller as high as ten rows. */
function layOut(): void {
  const define = (name: string, get: (this: HTMLElement) => number) =>
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get });
  const isScroller = (element: HTMLElement) => element.classList.contains('scroller');
  define('offsetHeight', function () {
    return isScroller(this) ? scrollerHeight : rowHeight;
  });
  define('offsetWidth', () => 600);
  define('clientHeight', function () {
    return isScroller(this) ? scrollerHeight : rowHeight;
  });
  define('scrollHeight', function () {
    const spacer = this.querySelector<HTMLElement>('.spacer');
    return spacer ? parseFloat(spacer.style.height) : scrollerHeight;
  });
  HTMLElement.prototype.scrollTo = function (this: HTMLElement, to?: ScrollToOptions | number) {
    this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
    this.dispatchEvent(new Event('scroll'));
  };
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

beforeEach(() => {
  layOut();
  cutOff.set(false);
  jest.clearAllMocks();
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      provideRouter([]),
      provideMessagingCommands(),
      { provide: ApiClient, useValue: new FakeApi() },
      { provide: SocketClient, useValue: new FakeSocket() },
      { provide: SessionService, useValue: { user: signal({ id: ann }), ended$: new Subject() } },
      { provide: ConnectionService, useValue: { cutOff, reconnectNow, isInSync: () => true } },
      { provide: MessagingService, useValue: messaging },
      { provide: ReadTracking, useValue: { seen } },
      { provide: PageVisibility, useValue: { watched: signal(true), visible: signal(true) } },
      { provide: Viewport, useValue: { narrow: signal(false), touch: signal(false) } },
    ],
  });
});

afterEach(() => {
  for (const name of ['offsetHeight', 'offsetWidth', 'clientHeight', 'scrollHeight']) {
    Reflect.deleteProperty(HTMLElement.prototype, name);
  }
});

const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => aMessage({ seq: from + index }));

function hold(messages: Message[], lastSeq: number, key = conversationId): void {
  TestBed.inject(MessagesStore).setWindow(key, newWindow(messages, lastSeq, lastSeq));
}

function know(given: Parameters<typeof aConversation>[0]): void {
  TestBed.inject(ConversationsStore).put([aConversation(given)]);
}

async function show(source: TimelineSource = main): Promise<ComponentFixture<TimelineComponent>> {
  const fixture = TestBed.createComponent(TimelineComponent);
  fixture.componentRef.setInput('source', source);
  await stable(fixture);
  return fixture;
}

async function stable(fixture: ComponentFixture<TimelineComponent>): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    fixture.detectChanges();
    await settle();
  }
}

const element = (fixture: ComponentFixture<TimelineComponent>) => fixture.nativeElement as HTMLElement;
const text = (fixture: ComponentFixture<TimelineComponent>) => element(fixture).textContent;
const seqs = (fixture: ComponentFixture<TimelineComponent>) =>
  [...element(fixture).querySelectorAll<HTMLElement>('[data-seq]')].map(({ dataset }) =>
    Number(dataset['seq']),
  );
const button = (fixture: ComponentFixture<TimelineComponent>, name: RegExp) =>
  [...element(fixture).querySelectorAll('button')].find((one) => name.test(one.textContent));

const pending = (given: Partial<PendingMessage>): PendingMessage => ({
  clientMessageId: 'p',
  conversationId,
  body: 'waits',
  replyToId: null,
  createdAt: '2026-01-01T00:10:00.000Z',
  state: 'queued',
  ...given,
});

describe('a timeline', () => {
  it('shows a skeleton while its first page is on its way', async () => {
    know({ lastSeq: 3 });
    TestBed.inject(MessagesStore).setLoading(conversationId, 'initial');
    const fixture = await show();
    expect(element(fixture).querySelector('ls-skeleton')).not.toBeNull();
    expect(element(fixture).querySelector('.scroller')?.getAttribute('aria-busy')).toBe('true');
  });

  it('says that nothing was written yet', async () => {
    know({ lastSeq: 0 });
    hold([], 0);
    expect(text(await show())).toContain('Aucun message');
  });

  it('says that it can’t be had without a connection, and offers to connect', async () => {
    know({ lastSeq: 3 });
    cutOff.set(true);
    TestBed.inject(MessagesStore).setLoading(conversationId, 'initial');
    const fixture = await show();
    button(fixture, /Réessayer/)?.click();
    expect(reconnectNow).toHaveBeenCalledTimes(1);
    expect(element(fixture).querySelector('.scroller')?.getAttribute('aria-busy')).toBe('false');
  });

  it('says why its first page failed, and asks once more', async () => {
    know({ lastSeq: 3 });
    const failed = new ApiError('INTERNAL', 'broken');
    TestBed.inject(MessagesStore).setLoading(conversationId, 'none', failed);
    button(await show(), /Réessayer/)?.click();
    expect(messaging.retryTimeline).toHaveBeenCalledWith(main);
  });

  it('says that a further page failed, keeps what it shows, and asks for it again', async () => {
    know({ lastSeq: 60, lastReadSeq: 60 });
    hold(run(50, 60), 60);
    TestBed.inject(MessagesStore).setLoading(conversationId, 'none', new ApiError('INTERNAL', 'broken'));
    const fixture = await show();
    expect(element(fixture).querySelector('[role=alert]')).not.toBeNull();
    expect(seqs(fixture)).toContain(60);
    button(fixture, /Réessayer/)?.click();
    expect(messaging.loadOlder).toHaveBeenCalledWith(main);
  });

  it('has a rule where the unread begin, one for each day, and one name for each group', async () => {
    know({ lastSeq: 3, lastReadSeq: 1 });
    const day = (seq: number, createdAt: string) => aMessage({ seq, createdAt });
    hold(
      [
        day(1, '2026-01-01T12:00:00.000Z'),
        day(2, '2026-01-02T12:00:00.000Z'),
        day(3, '2026-01-02T12:01:00.000Z'),
      ],
      3,
    );
    const fixture = await show();
    const lines = [...element(fixture).querySelectorAll('.row')].map(
      (row) => row.querySelector('.rule')?.className ?? (row.querySelector('ls-avatar') ? 'lead' : 'follow'),
    );
    expect(lines.slice(1)).toEqual(['rule day', 'lead', 'rule day', 'rule unread', 'lead', 'follow']);
  });

  it('has the rule where what is read is to be shown as unread, when one comes and from then on', async () => {
    const after = signal(2);
    TestBed.inject(FeatureRegistry).use([
      {
        name: 'made-up',
        unreadRules: [
          {
            name: 'made-up',
            order: 1,
            apply: (state, { lastSeq }) => ({ ...state, after: after(), count: lastSeq - after() }),
          },
        ],
      },
    ]);
    know({ lastSeq: 5, lastReadSeq: 5 });
    hold(run(1, 5), 5);
    const fixture = await show();
    const seqBelow = () => {
      const rule = element(fixture).querySelector('.rule.unread')?.closest('.row');
      return (rule?.nextElementSibling as HTMLElement | null | undefined)?.dataset['seq'];
    };
    expect(seqBelow()).toBe('3');
    after.set(3);
    await stable(fixture);
    expect(seqBelow()).toBe('4');
    // It is taken back: what one came to see stays.
    after.set(5);
    await stable(fixture);
    expect(seqBelow()).toBe('4');
  });

  it('shows what is deleted, waits and failed as such', async () => {
    know({ lastSeq: 1, lastReadSeq: 1 });
    hold([aMessage({ seq: 1, body: '', deletedAt: '2026-01-02T00:00:00.000Z' })], 1);
    TestBed.inject(PendingStore).set([
      pending({ clientMessageId: 'q' }),
      pending({ clientMessageId: 'f', state: 'failed', error: new ApiError('INTERNAL', 'broken') }),
    ]);
    const fixture = await show();
    expect(text(fixture)).toContain('Message supprimé');
    expect(element(fixture).querySelectorAll('[data-message]')).toHaveLength(3);
    expect(element(fixture).querySelectorAll('.failed[role=group]')).toHaveLength(1);
  });

  it('tells what is in view, and asks for older messages near the beginning of what it holds', async () => {
    know({ lastSeq: 60, lastReadSeq: 60 });
    hold(run(55, 60), 60);
    await show();
    expect(seen).toHaveBeenLastCalledWith(conversationId, 60);
    expect(messaging.loadOlder).toHaveBeenCalledWith(main);
  });

  it('begins around the message of its source, marks it, and asks for both ends', async () => {
    know({ lastSeq: 300, lastReadSeq: 300 });
    const source = surroundingsSource(conversationId, 100);
    hold(run(98, 102), 300, source.key);
    const fixture = await show(source);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await stable(fixture);
    expect(element(fixture).querySelector<HTMLElement>('.flashed')?.dataset['seq']).toBe('100');
    expect(messaging.openTimeline).toHaveBeenCalledWith(source);
    expect(messaging.loadOlder).toHaveBeenCalledWith(source);
    expect(seen).not.toHaveBeenCalledWith(conversationId, 300);
  });

  it('stands beside another of the same conversation, each with its own messages and state', async () => {
    know({ lastSeq: 300, lastReadSeq: 300 });
    const source = surroundingsSource(conversationId, 100);
    hold(run(295, 300), 300);
    TestBed.inject(MessagesStore).setLoading(source.key, 'none', new ApiError('INTERNAL', 'broken'));
    const [one, beside] = [await show(), await show(source)];
    expect(seqs(one)).toEqual(run(295, 300).map(({ seq }) => seq));
    expect(text(one)).not.toContain('Réessayer');
    button(beside, /Réessayer/)?.click();
    expect(messaging.retryTimeline).toHaveBeenCalledWith(source);
    expect(messaging.openTimeline).toHaveBeenCalledTimes(2);
  });

  it('stays at the end where rows turn out taller than they were taken for, until the reader goes up', async () => {
    know({ lastSeq: 30, lastReadSeq: 30 });
    hold(run(1, 30), 30);
    const fixture = await show();
    const scroller = element(fixture).querySelector<HTMLElement>('.scroller');
    const spacer = element(fixture).querySelector<HTMLElement>('.spacer');
    if (!scroller || !spacer) throw new Error('no scroller');
    spacer.style.height = '5000px';
    scroller.dispatchEvent(new Event('scroll'));
    expect(scroller.scrollTop).toBe(5000);
    await stable(fixture);
    expect(element(fixture).querySelector('.jump')).toBeNull();
    scroller.scrollTop = 3000;
    scroller.dispatchEvent(new Event('scroll'));
    await stable(fixture);
    expect(scroller.scrollTop).toBe(3000);
    expect(element(fixture).querySelector('.jump')).not.toBeNull();
  });

  it('stays at the end of what is still to come', async () => {
    know({ lastSeq: 60, lastReadSeq: 60 });
    TestBed.inject(MessagesStore).setWindow(conversationId, newWindow(run(1, 40), 60, 60));
    const fixture = await show();
    const scroller = element(fixture).querySelector<HTMLElement>('.scroller');
    if (!scroller) throw new Error('no scroller');
    // Its rows turn out lower than they were taken for.
    scroller.scrollTop -= 30;
    scroller.dispatchEvent(new Event('scroll'));
    await stable(fixture);
    hold(run(1, 60), 60);
    await stable(fixture);
    expect(seqs(fixture).at(-1)).toBe(60);
    expect(element(fixture).querySelector('.jump')).toBeNull();
  });

  it('leaves who reads further up where they are, and counts what comes below', async () => {
    know({ lastSeq: 30, lastReadSeq: 30 });
    hold(run(1, 30), 30);
    const fixture = await show();
    const scroller = element(fixture).querySelector<HTMLElement>('.scroller');
    if (!scroller) throw new Error('no scroller');
    scroller.scrollTop = 0;
    scroller.dispatchEvent(new Event('scroll'));
    await stable(fixture);
    seen.mockClear();
    know({ lastSeq: 31, lastReadSeq: 30 });
    hold(run(1, 31), 31);
    await stable(fixture);
    expect(scroller.scrollTop).toBe(0);
    expect(seen).not.toHaveBeenCalledWith(conversationId, 31);
    expect(button(fixture, /1 nouveau message/)).toBeDefined();
  });

  it('ends with its component', async () => {
    const close = jest.fn(() => undefined);
    messaging.openTimeline.mockReturnValueOnce(close);
    know({ lastSeq: 0 });
    const fixture = await show();
    fixture.destroy();
    expect(close).toHaveBeenCalledTimes(1);
  });
});
