import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnavailableError } from '../errors/domain-error.js';
import { Metrics } from '../observability/metrics.js';
import { CommitRecords } from './commit-records.js';
import { isServerError, translateDatabaseError } from './database-errors.js';

/** Between two tries while the database is away. */
const pauseMs = 50;
/** How long who waits for a commit that was cut off is kept waiting for the truth. */
const patienceMs = 10_000;

/** Finds out what became of commits whose connection broke before the answer. */
@Injectable()
export class DoubtfulCommits {
  private readonly outcomes;

  constructor(
    private readonly dataSource: DataSource,
    private readonly commits: CommitRecords,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter<'outcome'>({
      name: 'litspark_doubtful_commits_total',
      help: 'Commits whose connection broke before the answer, by what became of them.',
      labelNames: ['outcome'],
    });
    // From the start: a count that begins with its first one is no increase to Prometheus.
    for (const outcome of ['committed', 'rolled_back', 'unknown']) this.outcomes.inc({ outcome }, 0);
  }

  /**
   * Gives what `recover` gives where the commit of this record, which ended with `fault`, took place. Throws `fault` where it
   * did not, and where 10 s tell nothing: `recover` is called later then, if it did. Closes the record.
   */
  async settle<T>(record: number, fault: unknown, recover: () => T | Promise<T>): Promise<T> {
    const settled = this.hasCommitted(record, fault).then(
      async (committed) => committed && this.recoverPatiently(recover),
    );
    const found = await Promise.race([settled, delay(patienceMs, false as const, { ref: false })]);
    if (!found) throw fault;
    return found.recovered;
  }

  private async hasCommitted(record: number, fault: unknown): Promise<boolean> {
    const isDoubtful = fault instanceof UnavailableError && !isServerError(fault.cause);
    const committed = isDoubtful && (await this.commits.hasCommitted(record));
    this.commits.close(record);
    if (isDoubtful) this.count(committed);
    return committed;
  }

  /** Again until the database answers, false where the pool was closed meanwhile. */
  private async recoverPatiently<T>(recover: () => T | Promise<T>): Promise<{ recovered: T } | false> {
    while (this.dataSource.isInitialized) {
      try {
        return { recovered: await recover() };
      } catch (error) {
        if (!(translateDatabaseError(error) instanceof UnavailableError)) throw error;
        await delay(pauseMs, undefined, { ref: false });
      }
    }
    return false;
  }

  private count(committed: boolean): void {
    const outcome = committed ? 'committed' : this.dataSource.isInitialized ? 'rolled_back' : 'unknown';
    this.outcomes.inc({ outcome });
  }
}
