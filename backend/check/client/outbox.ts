import type { Message } from '@litspark/shared-contracts';
import { pause } from '../clock.js';
import type { Random } from '../random.js';
import { retryAfter } from './asking.js';
import type { OutboxItem } from './durable.js';
import type { Outcome } from './outcome.js';
import type { Api, Sending } from './sending.js';

/** Sends what is written, in order for each conversation and one at a time, until it is stored or refused. */
export class Outbox {
  private readonly busy = new Set<string>();

  constructor(
    private readonly items: OutboxItem[],
    private readonly sending: Sending,
    private readonly random: Random,
    private readonly isAlive: () => boolean,
    private readonly hasSocket: () => boolean,
  ) {
    for (const { conversationId } of items) this.drain(conversationId);
  }

  get isEmpty(): boolean {
    return this.items.length === 0 && this.busy.size === 0;
  }

  isIdle(conversationId: string): boolean {
    return (
      !this.busy.has(conversationId) && !this.items.some((item) => item.conversationId === conversationId)
    );
  }

  add(item: OutboxItem): void {
    this.items.push(item);
    this.drain(item.conversationId);
  }

  /** Over one socket without waiting for each other; what isn't stored so goes the usual way. */
  async burst(items: readonly OutboxItem[]): Promise<Outcome<Message>[]> {
    const conversationId = items[0]?.conversationId ?? '';
    this.busy.add(conversationId);
    this.items.push(...items);
    const outcomes = await Promise.all(
      items.map(async (item) => {
        const outcome = await this.sending.attempt(item, 'socket');
        if (this.isAlive() && retryAfter(outcome) === null) this.remove(item);
        return outcome;
      }),
    );
    this.busy.delete(conversationId);
    if (this.isAlive()) this.drain(conversationId);
    return outcomes;
  }

  /** The same send over both APIs at once. */
  async twice(item: OutboxItem): Promise<void> {
    this.busy.add(item.conversationId);
    this.items.push(item);
    const outcomes = await Promise.all([
      this.sending.attempt(item, 'socket'),
      this.sending.attempt(item, 'rest'),
    ]);
    if (this.isAlive() && outcomes.some((outcome) => retryAfter(outcome) === null)) this.remove(item);
    this.busy.delete(item.conversationId);
    if (this.isAlive()) this.drain(item.conversationId);
  }

  private drain(conversationId: string): void {
    if (this.busy.has(conversationId)) return;
    this.busy.add(conversationId);
    void this.drainAll(conversationId).finally(() => this.busy.delete(conversationId));
  }

  private async drainAll(conversationId: string): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const item = this.items.find((one) => one.conversationId === conversationId);
      if (!item || !this.isAlive()) return;
      const api: Api = this.hasSocket() && this.random.chance(0.7) ? 'socket' : 'rest';
      const wait = retryAfter(await this.sending.attempt(item, api));
      if (!this.isAlive()) return;
      if (wait === null) {
        this.remove(item);
        failures = -1;
      } else await pause(wait + this.random.between(0, 300) + Math.min(1_500, 100 * failures));
    }
  }

  private remove(item: OutboxItem): void {
    const at = this.items.indexOf(item);
    if (at >= 0) this.items.splice(at, 1);
  }
}
