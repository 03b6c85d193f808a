import { firstValueFrom, fromEvent, merge, race, take, timer } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { BrowserStorage } from './storage';

/** A lease that wasn't renewed for so long is free, in milliseconds: its tab is closed, crashed or stands still. */
const leaseMs = 6_000;
const renewEveryMs = 2_000;
/** So long after a write every tab sees who wrote last. */
const settleMs = 100;
/** Who waits looks again after so long, and whenever the storage tells of a change. */
const lookEveryMs = 1_000;

export interface HoldOptions {
  /** Beside others who share it. */
  shared?: boolean;
  /** Now, or not at all. */
  ifFree?: boolean;
  /** Takes it from whoever holds it; not to be combined with others. */
  steal?: boolean;
  /** Gives up waiting for it; what is held already is not let go. */
  signal?: AbortSignal;
}

interface Lease {
  holder: string;
  /** In milliseconds since 1970. */
  until: number;
}

/**
 * Locks by leases in the local storage, for browsers without Web Locks. Whoever waits is not served in the order of waiting,
 * and two may hold one for a moment where the browser is slow to tell its tabs of each other.
 */
export class LeaseLocks {
  constructor(private readonly storage: BrowserStorage) {
    // What crashed tabs left.
    for (const key of storage.keys(prefix)) if (!this.read(key)) storage.remove(key);
  }

  /** As `TabLocks.hold`. */
  async hold(name: string, options: HoldOptions, work: () => Promise<void>): Promise<boolean> {
    const holder = uuidv7();
    // Each of those who share one has a lease.
    const key = options.shared ? `${prefix}${name}.${holder}` : `${prefix}${name}`;
    if (!options.shared && !(await this.obtain(key, holder, options))) return false;
    await this.keep(key, holder, work);
    return true;
  }

  /** As `TabLocks.isHeld`. */
  isHeld(name: string): boolean {
    const keys = this.storage.keys(`${prefix}${name}`);
    return keys.some((key) => /^(\.|$)/.test(key.slice(prefix.length + name.length)) && this.read(key));
  }

  private async obtain(
    key: string,
    holder: string,
    { ifFree, steal, signal }: HoldOptions,
  ): Promise<boolean> {
    for (let first = true; ; first = false) {
      signal?.throwIfAborted();
      if ((first && steal) || !this.read(key)) {
        // Where nothing can be kept, every tab is on its own.
        if (!this.write(key, holder)) return true;
        await pause(settleMs);
        if (this.read(key)?.holder === holder) return true;
      }
      if (ifFree) return false;
      const given$ = signal ? [fromEvent(signal, 'abort')] : [];
      await firstValueFrom(race([timer(lookEveryMs), this.storage.changes(key), ...given$]));
    }
  }

  private async keep(key: string, holder: string, work: () => Promise<void>): Promise<void> {
    let lose: (reason: Error) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => (lose = reject));
    this.write(key, holder);
    const renewing = merge(timer(renewEveryMs, renewEveryMs), this.storage.changes(key)).subscribe(() => {
      if (this.isAnothers(key, holder)) lose(new DOMException('It was stolen.', 'AbortError'));
      else this.write(key, holder);
    });
    // A page that goes holds nothing any more.
    renewing.add(fromEvent(window, 'pagehide').subscribe(() => this.release(key, holder)));
    try {
      await Promise.race([work(), lost]);
    } finally {
      renewing.unsubscribe();
      this.release(key, holder);
    }
  }

  private isAnothers(key: string, holder: string): boolean {
    const lease = this.read(key);
    return lease !== null && lease.holder !== holder;
  }

  private release(key: string, holder: string): void {
    if (!this.isAnothers(key, holder)) this.storage.remove(key);
  }

  /** Null where it is free. */
  private read(key: string): Lease | null {
    const lease = this.storage.read<Lease>(key);
    const leftMs = lease ? lease.until - Date.now() : 0;
    // One from further ahead was written before the clock was set back.
    return leftMs > 0 && leftMs <= leaseMs ? lease : null;
  }

  /** Returns whether it was kept. */
  private write(key: string, holder: string): boolean {
    return this.storage.write(key, { holder, until: Date.now() + leaseMs } satisfies Lease);
  }
}

const prefix = 'lock.';

const pause = (ms: number) => firstValueFrom(timer(ms).pipe(take(1)));
