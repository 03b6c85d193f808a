import type { SharedCounter } from './shared-counter.js';

/** So many points for each key, given back together when the window ends. */
export interface Rate {
  points: number;
  durationMs: number;
}

/** What a key took since the window began; of that, `unreported` is not yet known to the other nodes. */
interface Window {
  taken: number;
  unreported: number;
  endsAt: number;
  reporting: boolean;
}

/**
 * A limit that decides at once, by what this node knows, and notifies the other nodes afterwards: it keeps calls in their
 * order and costs them no round trip. Between nodes, more than the limit may be taken until they have received each other's counts.
 */
export class RateLimit {
  private windows = new Map<string, Window>();
  private sweptAt = Date.now();

  /** `shared` counts for all nodes; null for one node. */
  constructor(
    private readonly rate: Rate,
    private readonly shared: SharedCounter | null,
  ) {}

  /** Takes points: 0 if there were enough, else the milliseconds until there are some again. A refused try costs nothing. */
  take(key: string, points: number): number {
    const window = this.windowOf(key);
    if (window.taken + points > this.rate.points) return Math.max(1, window.endsAt - Date.now());
    this.add(key, window, points);
    return 0;
  }

  /** Gives points back that were taken for nothing; what was taken in a window that has ended is given back already. */
  giveBack(key: string, points: number): void {
    const window = this.windowOf(key);
    const present = Math.min(points, window.taken);
    if (present > 0) this.add(key, window, -present);
  }

  /** What this node knows to be taken. */
  taken(key: string): number {
    return this.windowOf(key).taken;
  }

  private add(key: string, window: Window, points: number): void {
    window.taken += points;
    if (!this.shared) return;
    window.unreported += points;
    if (!window.reporting) void this.report(this.shared, key, window);
  }

  /** One message at a time for each key: what is taken meanwhile goes with the next one. */
  private async report(shared: SharedCounter, key: string, window: Window): Promise<void> {
    window.reporting = true;
    try {
      while (window.unreported !== 0) {
        const points = window.unreported;
        window.unreported = 0;
        const known = await shared.add(key, points);
        // Its window may have ended before ours: then nothing was taken in it.
        if (known.consumedPoints < 0) window.unreported -= known.consumedPoints;
        window.taken = Math.max(0, known.consumedPoints + window.unreported);
        window.endsAt = Date.now() + known.msBeforeNext;
      }
    } catch {
      // Without the others this node goes by what it knows.
    } finally {
      window.reporting = false;
    }
  }

  private windowOf(key: string): Window {
    const now = Date.now();
    this.sweep(now);
    const present = this.windows.get(key);
    if (present && present.endsAt > now) return present;
    const window = { taken: 0, unreported: 0, endsAt: now + this.rate.durationMs, reporting: false };
    this.windows.set(key, window);
    return window;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < this.rate.durationMs) return;
    this.sweptAt = now;
    this.windows = new Map([...this.windows].filter(([, { endsAt }]) => endsAt > now));
  }
}
