import { awayAfterMs } from './away-after';

/** What the watch needs of the world around it. */
export interface ResponseMonitorPorts {
  /** A monotonic clock, in milliseconds. */
  now(): number;
  /** Calls back after so many milliseconds; gives what cancels it. */
  after(ms: number, call: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
  /** Whether the page is visible: a hidden one asks nothing. */
  visible(): boolean;
  /** Whether something of this person waits to be sent. */
  somethingWaits(): boolean;
  /** Sends a small question; what comes back is reported by `received`. */
  probe(): void;
  /** Whether an answer is overdue, each time that this changes. */
  overdue(overdue: boolean): void;
  /** The connection is dead, as far as anybody can tell: it is to be given up, and `stop` called. */
  giveUp(): void;
}

/** A call that takes longer is overdue. */
const callAnsweredWithinMs = 4_500;
/**
 * Silence for so long asks for a probe: with the time that its answer may take, less than 5 s. Spread, since many clients
 * receive the same message at once.
 */
const silence = { leastMs: 1_500, spreadMs: 200 };
const probeAnsweredWithinMs = 3_100;
/** Once a probe was sent and nothing at all was received: spread, since all clients of a frozen node notice together. */
const giveUp = { afterMs: 7_500, spreadMs: 2_500 };
/** A timer that is so late tells of this page, not of the server. */
const stallMs = 500;
const afterStallMs = 300;

/**
 * Whether the server still answers on a connection that looks open. A frozen server closes nothing: the transport would
 * notice after most of a minute. So calls are timed, and while somebody relies on the connection, silence asks for a probe.
 */
export class ResponseMonitor {
  private readonly calls = new Set<{ at: number }>();
  private running = false;
  private attendedAt = -Infinity;
  /** When a probe is due, unless something is received before. */
  private probeAt: number | null = null;
  /** When the probe went out to which nothing was received yet. */
  private probedAt: number | null = null;
  private giveUpAt = 0;
  private callOverdue = false;
  private isOverdue = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly ports: ResponseMonitorPorts) {}

  /** A connection is there. */
  start(): void {
    this.reset();
    this.running = true;
    this.review();
  }

  /** It is gone. */
  stop(): void {
    this.reset();
  }

  /** A call goes out. The result is to be called once: with whether an answer came. */
  trackCall(): (answered: boolean) => void {
    const call = { at: this.ports.now() };
    this.calls.add(call);
    this.review();
    return (answered) => {
      if (!this.calls.delete(call)) return;
      if (answered) this.callOverdue = false;
      this.review();
    };
  }

  /** Anything came from the server. */
  received(): void {
    if (!this.running) return;
    this.probedAt = null;
    this.probeAt = null;
    // What nobody waits for any more may stay unanswered.
    if (this.calls.size === 0 && !this.ports.somethingWaits()) this.callOverdue = false;
    this.review();
  }

  /** Somebody came to the page, or does something on it. */
  attended(): void {
    this.attendedAt = this.ports.now();
    // Often called: what is due already is due no sooner for it.
    if (this.probeAt === null && this.probedAt === null) this.review();
  }

  /** Looks at everything anew; from outside also when something waits to be sent. */
  review(): void {
    this.cancelTimer();
    if (!this.running) return;
    const now = this.ports.now();
    if ([...this.calls].some(({ at }) => now >= at + callAnsweredWithinMs)) this.callOverdue = true;
    if (!this.isReliedOn(now)) this.probeAt = null;
    else if (this.probedAt === null) this.awaitOrProbe(now);
    const { probedAt } = this;
    if (probedAt !== null && now >= this.giveUpAt) {
      this.probedAt = null;
      this.ports.giveUp();
      return;
    }
    this.setOverdue(this.callOverdue || this.isProbeLate(now));
    const next = this.nextReview(now);
    if (next !== null) this.reviewAt(next);
  }

  private reset(): void {
    this.cancelTimer();
    this.running = false;
    this.calls.clear();
    this.probedAt = null;
    this.probeAt = null;
    this.callOverdue = false;
    this.setOverdue(false);
  }

  private reviewAt(at: number): void {
    this.cancelTimer = this.ports.after(at - this.ports.now(), () => {
      // The page stood still, or the machine slept: what came meanwhile is received first.
      if (this.ports.now() - at > stallMs) this.reviewAt(this.ports.now() + afterStallMs);
      else this.review();
    });
  }

  private isProbeLate(now: number): boolean {
    return this.probedAt !== null && now >= this.probedAt + probeAnsweredWithinMs;
  }

  /** Who looks, waits or asked something wants to know of a server that doesn't answer; nobody else does. */
  private isReliedOn(now: number): boolean {
    const isAttended = now < this.attendedAt + awayAfterMs;
    return this.ports.visible() && (isAttended || this.calls.size > 0 || this.ports.somethingWaits());
  }

  private awaitOrProbe(now: number): void {
    this.probeAt ??= now + silence.leastMs + silence.spreadMs * this.ports.random();
    if (now < this.probeAt) return;
    this.probeAt = null;
    this.probedAt = now;
    this.giveUpAt = now + giveUp.afterMs + giveUp.spreadMs * this.ports.random();
    this.ports.probe();
  }

  private nextReview(now: number): number | null {
    const due = [...this.calls].map(({ at }) => at + callAnsweredWithinMs);
    if (this.probeAt !== null) due.push(this.probeAt);
    if (this.probedAt !== null) due.push(this.probedAt + probeAnsweredWithinMs, this.giveUpAt);
    const ahead = due.filter((at) => at > now);
    return ahead.length > 0 ? Math.min(...ahead) : null;
  }

  private setOverdue(overdue: boolean): void {
    if (overdue === this.isOverdue) return;
    this.isOverdue = overdue;
    this.ports.overdue(overdue);
  }
}
