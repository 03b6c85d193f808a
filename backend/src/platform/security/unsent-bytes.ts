import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { RateLimitedError } from '../errors/domain-error.js';

/** Until a reader that takes nothing is cut, there is no use in coming back much sooner. */
const comeBackMs = 5_000;

/** What is sent to each person and not taken yet, over all their connections, so that nobody fills our memory with it. */
@Injectable()
export class UnsentBytes {
  private readonly byUser = new Map<string, Set<() => number>>();
  private readonly most: number;

  constructor({ httpBounds }: Configuration) {
    this.most = httpBounds.unsentBytes;
  }

  /** Counts what `unsent` gives for this person, until the function that it returns is called. */
  count(userId: string, unsent: () => number): () => void {
    const sources = this.byUser.get(userId) ?? new Set();
    this.byUser.set(userId, sources.add(unsent));
    return () => {
      if (sources.delete(unsent) && sources.size === 0) this.byUser.delete(userId);
    };
  }

  of(userId: string): number {
    let sum = 0;
    for (const unsent of this.byUser.get(userId) ?? []) sum += unsent();
    return sum;
  }

  /** Throws RateLimitedError while more is under way for this person than may be. */
  assertRoom(userId: string): void {
    if (this.of(userId) <= this.most) return;
    throw new RateLimitedError('What you asked for before has not been read yet.', comeBackMs);
  }
}
