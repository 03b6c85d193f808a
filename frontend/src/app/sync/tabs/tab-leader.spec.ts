import { type EnvironmentInjector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { filter, map, Subject } from 'rxjs';
import { aSession } from '../../../testing/session';
import { ann, ben } from '../../../testing/shapes';
import { installWebLocks, WebLocks } from '../../../testing/web-locks';
import { PageVisibility } from '../../core/page-visibility';
import { SessionTimers } from '../../core/session-timers';
import { TabChannel } from '../../core/tab-channel';
import { TabLocks } from '../../core/tab-locks';
import { TabLeader } from './tab-leader';

const channel = new Subject<{ from: Tab; topic: string; data: unknown }>();
let tabs: Tab[];

/** Those of a tab that may stand still: what fell due meanwhile happens afterwards. */
class TabTimers extends SessionTimers {
  private late: (() => void)[] = [];
  constructor(private readonly tab: Tab) {
    super();
  }
  override after(ms: number, call: () => void): () => void {
    return super.after(ms, () => (this.tab.isFrozen ? void this.late.push(call) : call()));
  }
  catchUp(): void {
    for (const call of this.late.splice(0)) call();
  }
}

/** A tab of this browser. */
class Tab {
  readonly visible = signal(true);
  /** It hears nothing, and does nothing. */
  isFrozen = false;
  readonly leader: TabLeader;
  readonly terms: boolean[] = [];
  private readonly session: EnvironmentInjector;

  constructor(visible = true, userId = ann) {
    tabs.push(this);
    this.visible.set(visible);
    const tabChannel = {
      post: (topic: string, data: unknown) => channel.next({ from: this, topic, data }),
      on: (topic: string) =>
        channel.pipe(
          filter((message) => message.topic === topic && message.from !== this && !this.isFrozen),
          map(({ data }) => data),
        ),
    };
    this.session = aSession(userId, [
      TabLocks,
      { provide: TabChannel, useValue: tabChannel },
      { provide: SessionTimers, useFactory: () => new TabTimers(this) },
      { provide: PageVisibility, useValue: { visible: this.visible } },
    ]);
    this.leader = this.session.get(TabLeader);
    this.leader.leads$.subscribe((leads) => this.terms.push(leads));
    this.leader.stand();
  }

  async show(): Promise<void> {
    this.visible.set(true);
    await settled();
  }
  async hide(): Promise<void> {
    this.visible.set(false);
    await settled();
  }
  thaw(): void {
    this.isFrozen = false;
    (this.session.get(SessionTimers) as TabTimers).catchUp();
  }
  /** Or it crashes: nobody is told. */
  async close(): Promise<void> {
    tabs.splice(tabs.indexOf(this), 1);
    this.session.destroy();
    await settled();
  }
}

/** Which tabs lead, by their numbers. */
const leading = () => tabs.flatMap(({ leader }, at) => (leader.leads ? [at] : []));
async function settled(ms = 4_000): Promise<void> {
  TestBed.tick();
  await jest.advanceTimersByTimeAsync(ms);
}

const kinds: [string, () => void][] = [
  ['Web Locks', () => installWebLocks(new WebLocks())],
  ['leases, without Web Locks', () => Reflect.deleteProperty(navigator, 'locks')],
];
describe.each(kinds)('by %s, the lead', (_kind, prepare) => {
  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    prepare();
    tabs = [];
  });
  afterEach(async () => {
    for (const tab of [...tabs]) await tab.close();
    jest.useRealTimers();
    installWebLocks();
  });

  it('is one tab’s, whichever came first', async () => {
    for (let count = 0; count < 3; count += 1) new Tab();
    await settled();
    expect(leading()).toHaveLength(1);
    await settled(60_000);
    expect(tabs.map(({ terms }) => terms.length).sort()).toEqual([1, 1, 2]);
  });

  it('is each person’s own', async () => {
    new Tab();
    new Tab(true, ben);
    await settled();
    expect(leading()).toEqual([0, 1]);
  });

  it('goes to another tab when the one that leads is closed, or cut off', async () => {
    const [first, second] = [new Tab(), new Tab()];
    await settled();
    const [leads, other] = first.leader.leads ? [first, second] : [second, first];
    await leads.close();
    expect(other.leader.leads).toBe(true);
    const third = new Tab();
    other.leader.resign();
    await settled();
    expect([other.leader.leads, third.leader.leads]).toEqual([false, true]);
    other.leader.stand();
    await settled();
    expect([other.leader.leads, third.leader.leads]).toEqual([false, true]);
  });

  it('goes to a tab that becomes visible, and stays there when another does', async () => {
    const [first, second, third] = [new Tab(false), new Tab(false), new Tab(false)];
    await settled();
    expect(leading()).toHaveLength(1);
    await third.show();
    expect(leading()).toEqual([2]);
    await second.show();
    expect(leading()).toEqual([2]);
    await third.hide();
    expect(leading()).toEqual([1]);
    await second.close();
    expect(leading()).toHaveLength(1);
    expect([first, third].filter(({ leader }) => leader.leads)).toHaveLength(1);
  });

  it('is handed over only once what was begun is over', async () => {
    const first = new Tab(false);
    await settled();
    let answer: () => void = () => undefined;
    void first.leader.during(new Promise<void>((resolve) => (answer = resolve)));
    const second = new Tab();
    await settled(1_000);
    expect(leading()).toEqual([]);
    answer();
    await settled();
    expect(second.leader.leads).toBe(true);
  });

  it('is handed over after a while though no answer comes', async () => {
    const first = new Tab(false);
    await settled();
    void first.leader.during(new Promise(() => undefined));
    const second = new Tab();
    await settled(5_000);
    expect(second.leader.leads).toBe(true);
  });

  it('is taken from a tab that stands still, which gives it up when it goes on', async () => {
    const first = new Tab();
    await settled();
    const second = new Tab();
    await settled(60_000);
    expect(leading()).toEqual([0]);
    first.isFrozen = true;
    await settled(30_000);
    expect(second.leader.leads).toBe(true);
    first.thaw();
    await settled(60_000);
    expect(leading()).toEqual([1]);
  });

  it('is not taken by a tab that asked while nobody led', async () => {
    const first = new Tab(false);
    await settled();
    void first.leader.during(new Promise(() => undefined));
    const [second, third] = [new Tab(false), new Tab(false)];
    await settled(7_500);
    // Handed over only after three seconds: the third asks in between.
    second.visible.set(true);
    await settled(2_800);
    expect(leading()).toEqual([]);
    await settled(8_000);
    expect([second.leader.leads, third.terms]).toEqual([true, [false]]);
  });

  it('is not taken by a tab that stood still itself, and hears the answer late', async () => {
    const first = new Tab();
    await settled();
    const second = new Tab();
    await settled(13_000);
    // The computer goes to sleep right after a question.
    first.isFrozen = true;
    await settled(2_000);
    second.isFrozen = true;
    await settled(30_000);
    second.thaw();
    first.thaw();
    await settled(60_000);
    expect(first.terms).toEqual([false, true]);
  });
});
