import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DomainEvent } from '../events/domain-event.js';
import { EventBus } from '../events/event-bus.js';
import { type CommitRecord, CommitRecords } from './commit-records.js';
import { lockTimeoutMs } from './data-source-options.js';
import { isCancelled, LockedError, translateDatabaseError } from './database-errors.js';
import { DoubtfulCommits } from './doubtful-commits.js';
import { KeyedQueue } from '../concurrency/keyed-queue.js';
import { LockWaits } from './lock-waits.js';

/** Between two tries to get a lock where too much waits for locks already. */
const pauseMs = 50;
/** As good as not at all; PostgreSQL takes 0 for as long as it takes. */
const notWaitingMs = 1;

const beginSnapshot = 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY';

interface Scope {
  manager: EntityManager;
  events: DomainEvent[];
  waitsForLocks: boolean;
}

/** Work that came to its end; what remains is the commit. */
interface Finished<T> {
  result: T;
  /** Number of the commit record of a unit that announces something, else null. */
  record: number | null;
}

/** A change that one statement makes and commits by itself. */
export interface OneStatement<T> {
  /** Sends the statement, which writes `record` where it changes anything, and publishes what it did. */
  send(record: CommitRecord): Promise<T>;
  /** Its answer was lost, and it was committed: reads what it did, and publishes it. */
  recall(): Promise<T>;
}

/**
 * Where transactions begin and end. Repositories take `manager`, so whatever they do inside a unit belongs to it.
 * Events published inside are dispatched after the commit, and never if it fails.
 * Every method throws `UnavailableError` when the database is away: then nothing was stored. Where the connection breaks
 * during the commit of a unit that announces something, the unit waits until the database can say whether it took
 * place; past 10 s it throws, and announces later what was committed after all.
 */
@Injectable()
export class UnitOfWork {
  private readonly scopes = new AsyncLocalStorage<Scope | undefined>();
  private readonly queue = new KeyedQueue();
  /** What may wait for locks at once, of all units. */
  readonly lockWaits: LockWaits;

  constructor(
    private readonly dataSource: DataSource,
    private readonly bus: EventBus,
    private readonly commits: CommitRecords,
    private readonly doubtful: DoubtfulCommits,
  ) {
    this.lockWaits = new LockWaits(dataSource.options.poolSize ?? 10);
  }

  /** The running unit's, or one that commits each statement by itself. */
  get manager(): EntityManager {
    return this.scopes.getStore()?.manager ?? this.dataSource.manager;
  }

  /** The one that commits each statement by itself, whatever runs: for what is looked up for several at once. */
  get autocommit(): EntityManager {
    return this.dataSource.manager;
  }

  /** Whether a unit is running here. */
  get isRunning(): boolean {
    return this.scopes.getStore() !== undefined;
  }

  /** Whether the running unit may wait for the lock of a conversation's row; else it must take NOWAIT or SKIP LOCKED. */
  get waitsForLocks(): boolean {
    return this.scopes.getStore()?.waitsForLocks ?? true;
  }

  /**
   * One transaction; inside another unit, a part of that one. Where somebody else holds a row that the work locks or
   * changes, it is not waited for at first: the work begins again, as one of the few that may wait.
   * Throws `UnavailableError` where the lock could not be had in time.
   */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.isRunning) return work();
    return this.runPatiently(async () => {
      if (this.waitsForLocks) return work();
      await this.manager.query(`SET LOCAL lock_timeout = ${notWaitingMs}`);
      return work().catch((error: unknown) => {
        // PostgreSQL calls it cancelled where it gets the lock in the same moment as the time is over.
        throw isCancelled(error) ? new LockedError() : error;
      });
    });
  }

  /** The same in a single try, a round trip shorter: for work that waits for no lock. */
  transactionOnce<T>(work: () => Promise<T>): Promise<T> {
    return this.run(work);
  }

  /**
   * Reads that must agree with each other: all see the same committed state. With `mayScan`, a statement may read a whole table where
   * that is quicker than its index, as of a search that nearly everything meets.
   */
  async snapshot<T>(work: () => Promise<T>, { mayScan = false } = {}): Promise<T> {
    if (this.isRunning) return work();
    const runner = this.dataSource.createQueryRunner();
    const scope = { manager: runner.manager, events: [], waitsForLocks: false };
    let begun = false;
    try {
      await runner.query(mayScan ? `${beginSnapshot}; SET LOCAL enable_seqscan = on` : beginSnapshot);
      begun = true;
      return await this.scopes.run(scope, work);
    } catch (error) {
      throw translateDatabaseError(error);
    } finally {
      // Nothing was written, so nobody waits for the end; where that fails, the connection is broken.
      const ended = begun ? runner.query('COMMIT').catch(() => undefined) : Promise.resolve();
      void ended.finally(() => void runner.release());
    }
  }

  /**
   * A transaction that changes these conversations. In this process such units run one after the other for each
   * conversation, until their events are out: so changes are announced in the order of their revisions. Between
   * processes the conversation's row lock, which the work must take first, gives the order. The lock is not waited for
   * at first (`waitsForLocks`): where another process holds it, the work begins again, as one of the few that may wait.
   * Throws `UnavailableError` where the lock could not be had in time.
   */
  change<T>(conversationIds: readonly string[], work: () => Promise<T>): Promise<T> {
    this.refuseInside();
    return this.queue.run(conversationIds, () => this.runPatiently(work));
  }

  /** The same in a single try. Who lets it wait for locks has asked `lockWaits`. */
  changeOnce<T>(
    conversationIds: readonly string[],
    waitsForLocks: boolean,
    work: () => Promise<T>,
  ): Promise<T> {
    this.refuseInside();
    return this.queue.run(conversationIds, () => this.run(work, waitsForLocks));
  }

  /**
   * The same for what one statement changes and commits by itself: a single round trip. `plan` is called when it is the turn of
   * these conversations; null where there is nothing to send. The statement must not wait for locks. Where its answer is lost, it
   * takes as long as for a unit until it is known whether it took place.
   */
  changeInOneStatement<T>(
    conversationIds: readonly string[],
    plan: () => OneStatement<T> | null,
  ): Promise<T | null> {
    this.refuseInside();
    return this.queue.run(conversationIds, async () => {
      const statement = plan();
      return statement && this.runStatement(statement);
    });
  }

  /** Whether a `change` of this conversation is under way or waits in this process. */
  isChanging(conversationId: string): boolean {
    return this.queue.isBusy(conversationId);
  }

  /** Announces `event` once the running unit is committed. Throws outside a unit, and where the event has no name of its own. */
  publish(event: DomainEvent): void {
    const scope = this.scopes.getStore();
    if (!scope) throw new Error(`${event.constructor.name} was published outside a unit of work`);
    this.bus.requireNamed(event);
    scope.events.push(event);
  }

  private refuseInside(): void {
    if (this.isRunning) throw new Error('a change of conversations cannot begin inside another unit of work');
  }

  private async runPatiently<T>(work: () => Promise<T>): Promise<T> {
    // From its turn on: the time in the queue says nothing about the lock.
    const deadline = performance.now() + lockTimeoutMs;
    while (performance.now() < deadline) {
      try {
        return await this.run(work, false);
      } catch (error) {
        if (!(error instanceof LockedError)) throw error;
      }
      if (this.lockWaits.begin()) return this.run(work, true).finally(() => this.lockWaits.end());
      await delay(pauseMs);
    }
    throw new LockedError();
  }

  private async run<T>(work: () => Promise<T>, waitsForLocks = true): Promise<T> {
    if (this.scopes.getStore()) return work();
    const events: DomainEvent[] = [];
    const unit: { finished?: Finished<T> } = {};
    const scoped = (manager: EntityManager) =>
      this.scopes.run({ manager, events, waitsForLocks }, async () => {
        const result = await work();
        unit.finished = { result, record: events.length > 0 ? await this.commits.write(manager) : null };
        return unit.finished;
      });
    const announce = ({ result }: Finished<T>): T => {
      this.dispatch(events);
      return result;
    };
    let finished: Finished<T>;
    try {
      // READ COMMITTED is what PostgreSQL begins with: naming it would cost a round trip.
      finished = await this.dataSource.transaction(scoped);
    } catch (error) {
      const fault = translateDatabaseError(error);
      const { finished: doubtful } = unit;
      if (!doubtful || doubtful.record === null) throw fault;
      return this.doubtful.settle(doubtful.record, fault, () => announce(doubtful));
    }
    if (finished.record !== null) this.commits.close(finished.record);
    return announce(finished);
  }

  private async runStatement<T>(statement: OneStatement<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const record = this.commits.begin();
    let isSent = false;
    let fault: unknown;
    try {
      await runner.connect();
      isSent = true;
      const result = await this.announcing(runner.manager, () => statement.send(record));
      this.commits.close(record.number);
      return result;
    } catch (error) {
      fault = translateDatabaseError(error);
    } finally {
      void runner.release();
    }
    if (isSent)
      return this.doubtful.settle(record.number, fault, () =>
        this.announcing(this.dataSource.manager, () => statement.recall()),
      );
    this.commits.close(record.number);
    throw fault;
  }

  /** Work whose statements commit by themselves; announces what it published once it is done. */
  private async announcing<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
    const events: DomainEvent[] = [];
    const result = await this.scopes.run({ manager, events, waitsForLocks: false }, work);
    this.dispatch(events);
    return result;
  }

  private dispatch(events: readonly DomainEvent[]): void {
    this.scopes.run(undefined, () => events.forEach((event) => this.bus.dispatch(event)));
  }
}
