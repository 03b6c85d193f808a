import { DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { BehaviorSubject, distinctUntilChanged, filter, type Observable } from 'rxjs';
import { PageVisibility } from '../../core/page-visibility';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { TabChannel, type TabTopics } from '../../core/tab-channel';
import { TabLocks } from '../../core/tab-locks';

/** How often a tab that doesn't lead asks whether the leader is there, in milliseconds. */
const askEveryMs = 10_000;
/** A leader that answers no sooner stands still, in milliseconds; a hidden one answers at once. */
const answerWithinMs = 4_000;
/** How long a leader that hands over waits for the answers to what it began, in milliseconds. */
const endWithinMs = 3_000;
/** Who gave way comes back after so long, in milliseconds: leases are not given in the order of waiting. */
const restMs = 1_500;

/**
 * Elects the one of a person's tabs that does what one tab is enough for: sending, catching up, reporting, checking,
 * tidying. Connected tabs stand; a visible one leads before a hidden one. When the leader is closed or crashes, the browser
 * lets the next one lead; when it stands still, the next one takes the lead from it.
 */
@Injectable({ providedIn: SessionScope })
export class TabLeader {
  private readonly userId = inject(ownUserId);
  private readonly locks = inject(TabLocks);
  private readonly tabs = inject(TabChannel);
  private readonly page = inject(PageVisibility);
  private readonly timers = inject(SessionTimers);
  private readonly leaderLock = `leader.${this.userId}`;
  /** Shared by the visible tabs that stand. */
  private readonly visibleLock = `visible.${this.userId}`;
  private readonly term = new BehaviorSubject(false);
  /** While this tab stands; another one each time. */
  private readonly candidacy = signal<object | null>(null);
  private readonly underway = new Set<Promise<unknown>>();
  private giveUpWait: () => void = () => undefined;
  private endTerm: () => void = () => undefined;
  private takesOver = false;
  /** It left the lead to a visible tab, and no tab has led since. */
  private hasPassed = false;
  private isAnswered = false;
  private cancelAsking: () => void = () => undefined;

  /** Whether this tab leads, from now on. */
  readonly leads$: Observable<boolean> = this.term.pipe(distinctUntilChanged());

  constructor() {
    this.tabs
      .on('leader')
      .pipe(
        filter(({ userId }) => userId === this.userId),
        takeUntilDestroyed(),
      )
      .subscribe((message) => this.onTabMessage(message));
    effect((onCleanup) => {
      if (!this.candidacy()) return;
      if (this.page.visible()) onCleanup(untracked(() => this.beVisible()));
      else void untracked(() => this.giveWay());
    });
    inject(DestroyRef).onDestroy(() => this.resign());
  }

  get leads(): boolean {
    return this.term.value;
  }

  /** Connected: this tab leads as soon as no other one does. A second call changes nothing. */
  stand(): void {
    if (untracked(this.candidacy)) return;
    const candidacy = {};
    this.candidacy.set(candidacy);
    this.askLater();
    void this.contend(candidacy);
  }

  /** Cut off: another tab may lead. */
  resign(): void {
    this.candidacy.set(null);
    this.cancelAsking();
    this.giveUpWait();
    this.endTerm();
  }

  /** What the leader has begun: whoever leads next begins only once that is over. */
  during<T>(work: Promise<T>): Promise<T> {
    const over = work.then(
      () => undefined,
      () => undefined,
    );
    this.underway.add(over);
    void over.then(() => this.underway.delete(over));
    return work;
  }

  private async contend(candidacy: object): Promise<void> {
    const stands = () => untracked(this.candidacy) === candidacy;
    while (stands()) {
      const waiting = new AbortController();
      this.giveUpWait = () => waiting.abort();
      const how = this.takesOver ? { steal: true } : { signal: waiting.signal };
      this.takesOver = false;
      let isHeld = true;
      try {
        await this.locks.hold(this.leaderLock, how, async () => {
          // Once all who wait have passed, nobody visible is among them.
          this.hasPassed = !this.hasPassed && !how.steal && (await this.isVisibleElsewhere());
          if (isHeld && stands() && !this.hasPassed) await this.lead();
        });
        if (stands()) await this.pause(restMs);
      } catch (thrown) {
        isHeld = false;
        if (!stands()) return;
        this.endTerm();
        // Where locks are forbidden, every tab leads.
        if (!isAbort(thrown)) await this.lead();
      }
    }
  }

  private async lead(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.endTerm = () => {
        this.term.next(false);
        resolve();
      };
    });
    this.takesOver = false;
    this.term.next(true);
    // Who asked while nobody led hears of it, and takes it from nobody.
    this.answer();
    await ended;
    // Nothing is begun any more. One that was cut off gets no answers.
    if (!untracked(this.candidacy)) return;
    await Promise.race([Promise.all(this.underway), this.pause(endWithinMs)]);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.timers.after(ms, resolve));
  }

  /** Takes part among the visible tabs, until the function it gives is called. */
  private beVisible(): () => void {
    let hide: () => void = () => undefined;
    const hidden = new Promise<void>((resolve) => (hide = resolve));
    const visible = async () => {
      this.ask();
      await hidden;
    };
    this.locks.hold(this.visibleLock, { shared: true }, visible).catch(() => undefined);
    return hide;
  }

  private async isVisibleElsewhere(): Promise<boolean> {
    if (untracked(this.page.visible)) return false;
    return await this.locks.isHeld(this.visibleLock).catch(() => false);
  }

  private async giveWay(): Promise<void> {
    if (this.leads && (await this.isVisibleElsewhere())) this.endTerm();
  }

  private askLater(): void {
    this.cancelAsking();
    this.cancelAsking = this.timers.after(askEveryMs, () => this.ask());
  }

  /** Asks the leader for a sign of life, and a hidden one to give way to a visible tab. */
  private ask(): void {
    this.cancelAsking();
    this.isAnswered = this.leads;
    const asks = this.page.visible() ? 'visible' : 'hidden';
    if (!this.leads) this.tabs.post('leader', { userId: this.userId, asks });
    const askedAt = performance.now();
    this.cancelAsking = this.timers.after(answerWithinMs, () => {
      // Where this tab stood still itself, the answer may not have been heard yet.
      const stoodStill = performance.now() - askedAt > 2 * answerWithinMs;
      if (!this.isAnswered && !this.leads && !stoodStill) this.takeOver();
      this.askLater();
    });
  }

  private takeOver(): void {
    this.takesOver = true;
    this.giveUpWait();
  }

  private answer(): void {
    this.tabs.post('leader', { userId: this.userId });
  }

  private onTabMessage({ asks }: TabTopics['leader']): void {
    if (!asks) {
      this.isAnswered = true;
      this.hasPassed = false;
    } else if (this.leads) {
      this.answer();
      if (asks === 'visible') void this.giveWay();
    }
  }
}

const isAbort = (thrown: unknown) => thrown instanceof Error && thrown.name === 'AbortError';
