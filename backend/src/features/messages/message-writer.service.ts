import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { groupBy } from '../../platform/collections/group-by.js';
import { lockTimeoutMs } from '../../platform/database/data-source-options.js';
import { LockedError, violatedUniqueConstraint } from '../../platform/database/database-errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DomainError, UnavailableError } from '../../platform/errors/domain-error.js';
import { BatchStoreService } from './batch-store.service.js';
import type { Send, Sent } from './message-batch.js';
import { PassedOver } from './passed-over.js';
import { PendingSends, type PendingSend } from './pending-sends.js';
import { PlainSendsService } from './plain-sends.service.js';
import { SendMetrics, type Outcome } from './send-metrics.js';

/** Batches under way at once: a second one uses the time in which the first waits for its flush. */
const batchesAtOnce = 2;
/** Past this many sends that wait, more are refused rather than kept in memory. */
const waitingMax = 20_000;

/**
 * Stores sends in batches: what comes while a batch is under way waits and goes into the next one, in one
 * transaction. A send that finds nothing under way is written at once. A conversation that another process holds is left
 * out of the batch and waits in a transaction of its own, of which there are few, or is tried again with later batches;
 * its senders are answered with an error after 5 s.
 */
@Injectable()
export class MessageWriterService implements BeforeApplicationShutdown {
  private readonly pending = new PendingSends();
  /** Conversations whose sends are being written, or wait for another change of the conversation to end. */
  private readonly taken = new Set<string>();
  private readonly passedOver = new PassedOver();
  private batchesUnderWay = 0;
  private woken = false;
  private onIdle: (() => void)[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plain: PlainSendsService,
    private readonly store: BatchStoreService,
    private readonly metrics: SendMetrics,
  ) {}

  /** Sends that wait or are being written. */
  get depth(): number {
    return this.pending.size;
  }

  /**
   * Stores a message once; sends of one conversation in the order of the calls. Throws NotFoundError, ConflictError
   * and ValidationFailedError as the contract says, and UnavailableError when nothing was stored. Not for inside a unit of
   * work: a message shares its transaction with others.
   */
  write(send: Send): Promise<Sent> {
    if (this.unitOfWork.isRunning)
      return Promise.reject(new Error('a message cannot be sent inside a unit of work'));
    if (this.depth >= waitingMax)
      return Promise.reject(new UnavailableError('Too many messages wait to be stored.'));
    const sent = this.measured(this.pending.add(send));
    // Gathers what all sockets that have something to read bring in one turn of the event loop.
    if (!this.woken) {
      this.woken = true;
      setImmediate(() => this.wake());
    }
    return sent;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.depth > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve));
  }

  private wake(): void {
    this.woken = false;
    const free: string[] = [];
    let pausing = false;
    for (const id of this.pending.conversations()) {
      if (this.taken.has(id)) continue;
      // What waits, for another change of its conversation or for another process, must not hold up the rest.
      if (this.unitOfWork.isChanging(id)) void this.run([id]).finally(() => this.wake());
      else if (this.passedOver.has(id) && this.unitOfWork.lockWaits.begin()) this.waitFor(id);
      else if (this.passedOver.isDue(id)) free.push(id);
      else pausing = true;
    }
    if (pausing) this.passedOver.afterPause(() => this.wake());
    if (free.length > 0 && this.batchesUnderWay < batchesAtOnce) {
      this.batchesUnderWay += 1;
      void this.run(this.pending.first(free)).finally(() => {
        this.batchesUnderWay -= 1;
        this.wake();
      });
    }
    if (this.depth === 0) for (const resolve of this.onIdle.splice(0)) resolve();
  }

  /** A lane of its own for a conversation that another process holds. */
  private waitFor(id: string): void {
    void this.run([id], true).finally(() => {
      this.unitOfWork.lockWaits.end();
      this.wake();
    });
  }

  private async run(conversationIds: readonly string[], waitsForLocks = false): Promise<void> {
    for (const id of conversationIds) this.taken.add(id);
    const left = waitsForLocks ? conversationIds : await this.runPlain(conversationIds);
    if (left.length > 0) await this.runBatch(left, waitsForLocks);
    for (const id of conversationIds) this.taken.delete(id);
  }

  /** Stores at once what needs no decision; gives back the conversations of which something is left. */
  private async runPlain(conversationIds: readonly string[]): Promise<readonly string[]> {
    const tried = conversationIds.filter((id) => !this.passedOver.has(id));
    if (tried.length === 0) return conversationIds;
    let batch: PendingSend[] = [];
    try {
      const outcomes = await this.plain.store(tried, () => {
        batch = this.pending.dequeue(tried);
        return batch.map(({ send }) => send);
      });
      batch.forEach((pending, index) => outcomes[index] && pending.settle(outcomes[index]));
      batch = batch.filter((_, index) => !outcomes[index]);
    } catch (error) {
      if (error instanceof UnavailableError) {
        const failed = batch.length > 0 ? batch : this.pending.dequeue(tried);
        for (const pending of failed.splice(0)) pending.settle(error);
      } else if (batch.length === 0) return conversationIds;
    }
    this.pending.requeue(batch);
    const left = new Set(batch.map(({ send }) => send.conversationId));
    return conversationIds.filter((id) => left.has(id) || this.passedOver.has(id));
  }

  private async runBatch(conversationIds: readonly string[], waitsForLocks: boolean): Promise<void> {
    let batch: PendingSend[] = [];
    try {
      const { outcomes, heldElsewhere } = await this.unitOfWork.changeOnce(
        conversationIds,
        waitsForLocks,
        () =>
          this.store.store(conversationIds, (ids) => {
            batch = this.pending.dequeue(ids);
            return batch.map(({ send }) => send);
          }),
      );
      batch.forEach((pending, index) => outcomes[index] && pending.settle(outcomes[index]));
      this.pending.requeue(batch.filter((_, index) => !outcomes[index]));
      for (const id of conversationIds) this.passOver(id, heldElsewhere.has(id));
    } catch (error) {
      for (const id of conversationIds) this.passedOver.forget(id);
      if (error instanceof LockedError) batch = [...batch, ...this.pending.dequeueAll(conversationIds)];
      await this.recover(batch.length > 0 ? batch : this.pending.dequeue(conversationIds), error);
    }
  }

  /** Remembers whether another process holds the conversation; answers the sends to one that is held for too long. */
  private passOver(id: string, isHeld: boolean): void {
    if (isHeld && this.passedOver.age(id) < lockTimeoutMs) return this.passedOver.note(id);
    this.passedOver.forget(id);
    if (isHeld) for (const pending of this.pending.dequeueAll([id])) pending.settle(new LockedError());
  }

  private async measured(work: Promise<Sent>): Promise<Sent> {
    const start = performance.now();
    this.metrics.queued();
    const ended = (outcome: Outcome) => this.metrics.answered(outcome, (performance.now() - start) / 1_000);
    try {
      const sent = await work;
      ended(sent.repeated ? 'repeated' : 'stored');
      return sent;
    } catch (error) {
      ended(error instanceof DomainError && !(error instanceof UnavailableError) ? 'refused' : 'failed');
      throw error;
    }
  }

  /** A fault of one send must not be the fault of all: each is tried alone. */
  private async recover(batch: readonly PendingSend[], error: unknown): Promise<void> {
    if (error instanceof UnavailableError) batch.forEach((pending) => pending.settle(error));
    else
      for (const lane of groupBy(batch, ({ send }) => send.conversationId).values())
        await this.writeOneByOne(lane);
  }

  /** The sends of one conversation; gives back what is left once another process holds it. */
  private async writeOneByOne(lane: readonly PendingSend[]): Promise<void> {
    for (const [index, pending] of lane.entries()) {
      if (await this.writeAlone(pending)) continue;
      this.pending.requeue(lane.slice(index));
      this.passOver(pending.send.conversationId, true);
      return;
    }
  }

  /** False if another process holds a row of it. */
  private async writeAlone(pending: PendingSend, again = true): Promise<boolean> {
    const { conversationId } = pending.send;
    try {
      const { outcomes } = await this.unitOfWork.changeOnce([conversationId], false, () =>
        this.store.store([conversationId], (ids) => (ids.length > 0 ? [pending.send] : [])),
      );
      if (!outcomes[0]) return false;
      pending.settle(outcomes[0]);
    } catch (error) {
      // Another node stored the same id for another conversation at the same moment: now it can be seen.
      if (again && violatedUniqueConstraint(error) !== null) return this.writeAlone(pending, false);
      pending.settle(error);
    }
    return true;
  }
}
