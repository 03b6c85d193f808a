import { Injectable } from '@nestjs/common';
import { clientEvents, workPoints } from '@litspark/shared-contracts';
import { Configuration } from '../../platform/config/configuration.js';
import { KeyedQueue } from '../../platform/concurrency/keyed-queue.js';
import { RateLimitedError } from '../../platform/errors/domain-error.js';
import type { RateLimit } from '../../platform/security/rate-limit.js';
import { RateLimits } from '../../platform/security/rate-limits.js';
import { WorkBudget } from '../../platform/security/work-budget.js';
import type { Send, Sent } from './message-batch.js';
import { MessagesRepository } from './messages.repository.js';
import { MessageWriterService } from './message-writer.service.js';

/** Sends of one user that wait to be admitted; more are refused rather than kept. */
const waitingMax = 1_000;

/**
 * Lets a user's sends through to the writer, in the order of the calls and no more than the limit and the budget of work
 * allow. Repeats never count: one that was charged is paid back, and one that finds no points left is let through.
 */
@Injectable()
export class SendAdmissionService {
  private readonly limit: RateLimit | null;
  private readonly points = workPoints[clientEvents.send_message.work];
  private readonly line = new KeyedQueue();
  private readonly waiting = new Map<string, number>();
  private readonly underWay = new Map<string, Set<Promise<unknown>>>();

  constructor(
    configuration: Configuration,
    limits: RateLimits,
    private readonly work: WorkBudget,
    private readonly messages: MessagesRepository,
    private readonly writer: MessageWriterService,
  ) {
    const rate = configuration.rateLimitMessages;
    this.limit = rate && limits.create('messages', rate);
  }

  /** Writes, or throws RateLimitedError with the time to wait. */
  async send(send: Send): Promise<Sent> {
    if (!this.limit && !this.work.isLimited) return this.writer.write(send);

    const userId = send.senderId;
    const waiting = this.waiting.get(userId) ?? 0;
    if (waiting >= waitingMax) throw new RateLimitedError('Too many messages at once.', 1_000);
    this.waiting.set(userId, waiting + 1);
    try {
      // The line holds until the send is handed over, not until it is written.
      const { sent } = await this.line.run([userId], async () => {
        const charged = await this.charge(send);
        return { sent: this.track(userId, this.write(charged, send)) };
      });
      return await sent;
    } finally {
      this.leave(userId);
    }
  }

  /** Whether it was charged. */
  private async charge(send: Send): Promise<boolean> {
    if (this.take(send.senderId) === 0) return true;
    // Those under way may turn out to be repeats and give their points back.
    await Promise.allSettled([...(this.underWay.get(send.senderId) ?? [])]);
    const waitMs = this.take(send.senderId);
    if (waitMs === 0) return true;
    if (await this.messages.isStored(send.senderId, send.clientMessageId)) return false;
    throw new RateLimitedError('You are sending too many messages. Try again in a moment.', waitMs);
  }

  private take(userId: string): number {
    const waitMs = this.work.take(userId, this.points);
    if (waitMs > 0 || !this.limit) return waitMs;
    const limitedMs = this.limit.take(userId, 1);
    if (limitedMs > 0) this.work.giveBack(userId, this.points);
    return limitedMs;
  }

  private async write(charged: boolean, send: Send): Promise<Sent> {
    const sent = await this.writer.write(send);
    if (charged && sent.repeated) {
      this.work.giveBack(send.senderId, this.points);
      this.limit?.giveBack(send.senderId, 1);
    }
    return sent;
  }

  private track<T>(userId: string, work: Promise<T>): Promise<T> {
    const underWay = this.underWay.get(userId) ?? new Set();
    this.underWay.set(userId, underWay);
    underWay.add(work);
    const forget = () => {
      underWay.delete(work);
      if (underWay.size === 0) this.underWay.delete(userId);
    };
    work.then(forget, forget);
    return work;
  }

  private leave(userId: string): void {
    const others = (this.waiting.get(userId) ?? 1) - 1;
    if (others === 0) this.waiting.delete(userId);
    else this.waiting.set(userId, others);
  }
}
