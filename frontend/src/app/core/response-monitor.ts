/** What the watch needs of the world around it. */
export interface ResponseMonitorPorts {
  /** A monotonic clock, in milliseconds. */
  now(): number;
  /** Calls back after so many milliseconds; gives what cancels it. */
  after(ms: number, call: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
  /** Whether the page is visible: a hidden one asks nothing. */
  mayProbe(): boolean;
  /** Whether something of this person waits to be sent. */
  somethingWaits(): boolean;
  /** Sends a small question; what comes back is reported by `received`. */
  probe(): void;
  /** Whether an answer is overdue, each time that this changes. */
  overdue(overdue: boolean): void;
  /** The connection is dead, as far as anybody can tell: it is to be given up, and `stop` called. */
  giveUp(): void;
}

/** Why a probe is asked for: something is to be sent, the person came back to the page, or did something on it. */
export type ProbeReason = 'sending' | 'return' | 'action';

/** A call that takes longer is overdue. */
const callAnsweredWithinMs = 4_500;
/** A call without an answer for so long asks for a probe. */
const callDoubtedAfterMs = 2_500;
const probeAnsweredWithinMs = 3_200;
/** Once a probe was sent and nothing at all was received: spread, since all clients of a frozen node notice together. */
const giveUp = { afterMs: 7_500, spreadMs: 2_500 };
/** What was received so recently needs no probe. */
const quietMs = 1_500;
/** Whatever a person does usually asks the server something: its answer spares the probe. */
const probeDelay = { leastMs: 300, spreadMs: 500 };
/** A timer that is so late tells of this page, not of the server. */
const stallMs = 500;
const afterStallMs = 300;
/** Between two probes; for mere actions it doubles from `firstMs` up to `mostMs` with each probe that was answered. */
const pause = { leastMs: 5_000, firstMs: 15_000, mostMs: 60_000 };

/**
 * Whether the server still answers on a connection that looks open. A frozen server closes nothing: the transport would
 * notice after most of a minute. So calls are timed, and where somebody is waiting, a probe asks.
 */
export class ResponseMonitor {
  private readonly calls = new Set<{ at: number }>();
  private running = false;
  private heardAt = 0;
  /** When the probe went out to which nothing was received yet. */
  private probedAt: number | null = null;
  private giveUpAt = 0;
  /** When the next probe is wanted. */
  private probeAt: number | null = null;
  private lastProbeAt = -Infinity;
  /** Probes answered in time, in a row. */
  private answeredProbes = 0;
  private callOverdue = false;
  private isOverdue = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly ports: ResponseMonitorPorts) {}

  /** A connection is there. */
  start(): void {
    this.reset();
    this.running = true;
    this.heardAt = this.ports.now();
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
    this.heardAt = this.ports.now();
    // One that came late is a reason to go on asking.
    if (this.probedAt !== null)
      this.answeredProbes = this.isProbeLate(this.heardAt) ? 0 : this.answeredProbes + 1;
    this.probedAt = null;
    this.probeAt = null;
    // What nobody waits for any more may stay unanswered.
    if (this.calls.size === 0 && !this.ports.somethingWaits()) this.callOverdue = false;
    this.review();
  }

  /** Somebody relies on the connection from here on. */
  requestProbe(reason: ProbeReason): void {
    if (!this.running || this.probedAt !== null) return;
    if (reason === 'return') this.answeredProbes = 0;
    const now = this.ports.now();
    const { leastMs, firstMs, mostMs } = pause;
    const pauseMs =
      reason === 'action' ? Math.min(mostMs, firstMs * 2 ** Math.min(this.answeredProbes, 10)) : leastMs;
    const delayMs = probeDelay.leastMs + probeDelay.spreadMs * this.ports.random();
    const at = Math.max(now + delayMs, this.heardAt + quietMs, this.lastProbeAt + pauseMs);
    if (this.probeAt !== null && this.probeAt <= at) return;
    this.probeAt = at;
    this.review();
  }

  private reset(): void {
    this.cancelTimer();
    this.running = false;
    this.calls.clear();
    this.probedAt = null;
    this.probeAt = null;
    this.lastProbeAt = -Infinity;
    this.answeredProbes = 0;
    this.callOverdue = false;
    this.setOverdue(false);
  }

  private review(): void {
    this.cancelTimer();
    if (!this.running) return;
    const now = this.ports.now();
    for (const { at } of this.calls) this.reviewCall(at, now);
    if (this.probeAt !== null && now >= this.probeAt) this.sendProbe(now);
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

  private reviewCall(at: number, now: number): void {
    if (now >= at + callAnsweredWithinMs) this.callOverdue = true;
    if (now < at + callDoubtedAfterMs || now < this.heardAt + callDoubtedAfterMs) return;
    if (this.probedAt === null && this.probeAt === null) {
      this.probeAt = Math.max(now, this.lastProbeAt + pause.leastMs * 2 ** Math.min(this.answeredProbes, 3));
    }
  }

  private sendProbe(now: number): void {
    this.probeAt = null;
    if (!this.ports.mayProbe()) return;
    this.probedAt = now;
    this.lastProbeAt = now;
    this.giveUpAt = now + giveUp.afterMs + giveUp.spreadMs * this.ports.random();
    this.ports.probe();
  }

  private nextReview(now: number): number | null {
    const due = [...this.calls].flatMap(({ at }) => [
      at + callAnsweredWithinMs,
      Math.max(at, this.heardAt) + callDoubtedAfterMs,
    ]);
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
