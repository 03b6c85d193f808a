import {
  message as messageShape,
  personalItem,
  type Message,
  type PersonalItem,
} from '@litspark/shared-contracts';
import type * as z from 'zod';
import { now, pause } from '../clock.js';
import type { Command } from '../history/command.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import { retryAfter, type Asking } from './asking.js';
import { isUncertain, type Outcome } from './outcome.js';

interface Results {
  message(message: Message): void;
  item(item: PersonalItem): void;
}

/** Makes each command until it is done or refused, whatever ends in between, the device too. */
export class Commands {
  private readonly busy = new Set<string>();

  constructor(
    private readonly waiting: Command[],
    private readonly asking: Asking,
    private readonly userId: string,
    private readonly history: History,
    private readonly random: Random,
    private readonly isAlive: () => boolean,
    private readonly results: Results,
  ) {
    for (const { lane } of waiting) this.drain(lane);
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0 && this.busy.size === 0;
  }

  add(command: Command): void {
    this.waiting.push(command);
    this.drain(command.lane);
  }

  private drain(lane: string): void {
    if (this.busy.has(lane)) return;
    this.busy.add(lane);
    void this.drainAll(lane).finally(() => this.busy.delete(lane));
  }

  private async drainAll(lane: string): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const command = this.waiting.find((one) => one.lane === lane);
      if (!command || !this.isAlive()) return;
      const wait = retryAfter(await this.attempt(command));
      if (!this.isAlive()) return;
      if (wait === null) {
        this.waiting.splice(this.waiting.indexOf(command), 1);
        failures = -1;
      } else await pause(wait + this.random.between(0, 300) + Math.min(1_500, 100 * failures));
    }
  }

  private async attempt(command: Command): Promise<Outcome<unknown>> {
    const { conversationId, kind } = command;
    const { commands } = this.history;
    const record = commands.open(command, this.userId, now());
    const outcome = await this.make(command);
    if (outcome.is === 'done') commands.answered(record, now(), null);
    else if (retryAfter(outcome) === null && outcome.is === 'error')
      commands.answered(record, now(), outcome.code);
    else if (isUncertain(outcome)) {
      record.uncertain = true;
      this.history.changes.addSilent(conversationId, 'uncertain');
    }
    if (kind.isSilent) this.history.changes.addSilent(conversationId, 'uncertain');
    return outcome;
  }

  private async make({ kind, conversationId, method, path, body }: Command): Promise<Outcome<unknown>> {
    const among = kind.anywhere ? null : conversationId;
    const ask = <T extends z.ZodType>(answer: T) =>
      this.asking.rest(kind.name, among, { method, path, body }, answer);
    const who = `${this.asking.who} by acknowledgement`;
    if (kind.answer === 'message') {
      const outcome = await ask(messageShape);
      if (outcome.is === 'done') {
        this.history.ledger.observe(outcome.data, who);
        if (this.isAlive()) this.results.message(outcome.data);
      }
      return outcome;
    }
    if (kind.answer === 'item') {
      const outcome = await ask(personalItem);
      if (outcome.is === 'done') {
        this.history.items.observe(this.userId, outcome.data, who);
        if (this.isAlive()) this.results.item(outcome.data);
      }
      return outcome;
    }
    return ask(kind.answer);
  }
}
