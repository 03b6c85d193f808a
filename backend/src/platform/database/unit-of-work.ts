import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DomainEvent } from '../events/domain-event.js';
import { EventBus } from '../events/event-bus.js';
import { translateDatabaseError } from './database-errors.js';
import { KeyedQueue } from './keyed-queue.js';

interface Scope {
  manager: EntityManager;
  events: DomainEvent[];
}

/**
 * Where transactions begin and end. Repositories take `manager`, so whatever they do inside a unit belongs to it.
 * Events published inside are dispatched after the commit, and never if it fails.
 * Every method throws `UnavailableError` when the database is away.
 */
@Injectable()
export class UnitOfWork {
  private readonly scopes = new AsyncLocalStorage<Scope | undefined>();
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly dataSource: DataSource,
    private readonly bus: EventBus,
  ) {}

  /** The running unit's, or one that commits each statement by itself. */
  get manager(): EntityManager {
    return this.scopes.getStore()?.manager ?? this.dataSource.manager;
  }

  /** One transaction; inside another unit, a part of that one. */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.run(null, work);
  }

  /** Reads that must agree with each other: all see the same committed state. */
  snapshot<T>(work: () => Promise<T>): Promise<T> {
    return this.run('REPEATABLE READ', work);
  }

  /**
   * A transaction that changes these conversations. In this process such units run one after the other for each
   * conversation, until their events are out: so changes are announced in the order of their revisions. Between
   * processes the conversation's row lock, which the work must take first, gives the order.
   */
  change<T>(conversationIds: readonly string[], work: () => Promise<T>): Promise<T> {
    if (this.scopes.getStore())
      throw new Error('a change of conversations cannot begin inside another unit of work');
    return this.queue.run(conversationIds, () => this.transaction(work));
  }

  /** Whether a `change` of this conversation is under way or waits in this process. */
  isChanging(conversationId: string): boolean {
    return this.queue.isBusy(conversationId);
  }

  /** Announces `event` once the running unit is committed. */
  publish(event: DomainEvent): void {
    const scope = this.scopes.getStore();
    if (!scope) throw new Error(`${event.constructor.name} was published outside a unit of work`);
    scope.events.push(event);
  }

  private async run<T>(isolation: 'REPEATABLE READ' | null, work: () => Promise<T>): Promise<T> {
    if (this.scopes.getStore()) return work();
    const events: DomainEvent[] = [];
    let result: T;
    try {
      const scoped = (manager: EntityManager) => this.scopes.run({ manager, events }, work);
      // READ COMMITTED is what PostgreSQL begins with: naming it would cost a round trip.
      result = await (isolation
        ? this.dataSource.transaction(isolation, scoped)
        : this.dataSource.transaction(scoped));
    } catch (error) {
      throw translateDatabaseError(error);
    }
    this.scopes.run(undefined, () => events.forEach((event) => this.bus.dispatch(event)));
    return result;
  }
}
