import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { violatedUniqueConstraint } from '../../platform/database/database-errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DomainError, UnavailableError } from '../../platform/errors/domain-error.js';
import { MessageBatchesRepository } from './message-batches.repository.js';
import { planBatch, type Send, type Sent } from './message-batch.js';
import { SendMetrics, type Outcome } from './send-metrics.js';
import { toMessage } from './message-shape.js';
import { PendingSends, type PendingSend } from './pending-sends.js';
import { MessageSent } from './messages.events.js';

/** Batches under way at once: a second one uses the time in which the first waits for its flush. */
const batchesAtOnce = 2;
/** Past this many sends that wait, more are refused rather than kept in memory. */
const waitingMax = 20_000;

/**
 * Stores sends in batches: what comes while a batch is under way waits and goes into the next one, in one
 * transaction. A send that finds nothing under way is written at once.
 */
@Injectable()
export class MessageWriterService implements BeforeApplicationShutdown {
  private readonly pending = new PendingSends();
  /** Conversations whose sends are being written, or wait for another change of the conversation to end. */
  private readonly taken = new Set<string>();
  private batchesUnderWay = 0;
  private woken = false;
  private onIdle: (() => void)[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: MessageBatchesRepository,
    private readonly metrics: SendMetrics,
  ) {}

  /** Sends that wait or are being written. */
  get depth(): number {
    return this.pending.size;
  }

  /**
   * Stores a message once; sends of one conversation in the order of the calls. Throws NotFoundError, ConflictError
   * and ValidationFailedError as the contract says, and UnavailableError when nothing was stored.
   */
  write(send: Send): Promise<Sent> {
    if (this.depth >= waitingMax)
      return Promise.reject(new UnavailableError('Too many messages wait to be stored.'));
    const sent = this.measured(this.pending.add(send));
    // Gathers what came in the same turn, such as one frame with several packets.
    if (!this.woken) {
      this.woken = true;
      queueMicrotask(() => this.wake());
    }
    return sent;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.depth > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve));
  }

  private wake(): void {
    this.woken = false;
    const ready = this.pending.conversations().filter((id) => !this.taken.has(id));
    // What waits for another change of its conversation must not hold up the rest.
    const held = new Set(ready.filter((id) => this.unitOfWork.isChanging(id)));
    for (const id of held) void this.run([id]).finally(() => this.wake());
    if (ready.length > held.size && this.batchesUnderWay < batchesAtOnce) {
      this.batchesUnderWay += 1;
      void this.run(ready.filter((id) => !held.has(id))).finally(() => {
        this.batchesUnderWay -= 1;
        this.wake();
      });
    }
    if (this.depth === 0) for (const resolve of this.onIdle.splice(0)) resolve();
  }

  private async run(conversationIds: readonly string[]): Promise<void> {
    for (const id of conversationIds) this.taken.add(id);
    let batch: PendingSend[] = [];
    try {
      const outcomes = await this.unitOfWork.change(conversationIds, () => {
        batch = this.pending.take(conversationIds);
        return this.store(batch.map(({ send }) => send));
      });
      batch.forEach((pending, index) => pending.settle(outcomes[index]));
    } catch (error) {
      await this.recover(batch.length > 0 ? batch : this.pending.take(conversationIds), error);
    }
    for (const id of conversationIds) this.taken.delete(id);
  }

  private async store(sends: readonly Send[]): Promise<(Sent | Error)[]> {
    this.metrics.batch(sends.length);
    const conversations = await this.batches.lock([...new Set(sends.map((send) => send.conversationId))]);
    const plan = planBatch(sends, conversations, await this.batches.standing(sends));
    if (plan.placed.length === 0) return plan.outcomes;

    const mentioned = new Set(
      (await this.batches.store(plan.placed)).map(({ messageId, userId }) => `${messageId} ${userId}`),
    );
    for (const { message, mentionedUserIds, participantsRevision } of plan.placed) {
      this.unitOfWork.publish(
        new MessageSent(
          toMessage(message),
          mentionedUserIds.filter((userId) => mentioned.has(`${message.id} ${userId}`)),
          participantsRevision,
        ),
      );
    }
    return plan.outcomes;
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
    else for (const pending of batch) await this.writeAlone(pending);
  }

  private async writeAlone(pending: PendingSend, again = true): Promise<void> {
    try {
      const [outcome] = await this.unitOfWork.change([pending.send.conversationId], () =>
        this.store([pending.send]),
      );
      pending.settle(outcome);
    } catch (error) {
      // Another node stored the same id for another conversation at the same moment: now it can be seen.
      if (again && violatedUniqueConstraint(error) !== null) return this.writeAlone(pending, false);
      pending.settle(error);
    }
  }
}
