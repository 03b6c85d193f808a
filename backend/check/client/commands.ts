import {
  confirmed,
  message as messageShape,
  personalItem,
  type Message,
  type PersonalItem,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { now, pause } from '../clock.js';
import type { Command } from '../history/command.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import { retryAfter, type Asking } from './asking.js';
import { isUncertain, type Outcome } from './outcome.js';

const answers = {
  pin: messageShape,
  unpin: messageShape,
  confirm: confirmed,
  draft: personalItem,
  preference: personalItem,
  save: personalItem,
  schedule: personalItem,
  cancel: z.null(),
} as const satisfies Record<Command['kind'], z.ZodType>;

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
    const { kind, conversationId, method, path, body } = command;
    const record = this.history.commands.open(command, this.userId, now());
    // What was scheduled may be taken back by who left.
    const among = kind === 'cancel' ? null : conversationId;
    const outcome = await this.asking.rest(kind, among, { method, path, body }, answers[kind]);
    if (outcome.is === 'done') {
      record.outcome = 'acknowledged';
      record.endedAt = now();
      this.take(outcome.data);
    } else if (retryAfter(outcome) === null && outcome.is === 'error') {
      record.outcome = 'refused';
      record.refusal = outcome.code;
      record.endedAt = now();
    } else if (isUncertain(outcome)) {
      record.uncertain = true;
      this.history.changes.addSilent(conversationId, 'uncertain');
    }
    // Its message follows by a change of its own.
    if (kind === 'confirm' || kind === 'schedule')
      this.history.changes.addSilent(conversationId, 'uncertain');
    return outcome;
  }

  private take(answer: Message | PersonalItem | { at: string } | null): void {
    if (answer === null) return;
    if ('seq' in answer) {
      this.history.ledger.observe(answer, `${this.asking.who} by acknowledgement`);
      if (this.isAlive()) this.results.message(answer);
    } else if ('kind' in answer) {
      this.history.items.observe(this.userId, answer, `${this.asking.who} by acknowledgement`);
      if (this.isAlive()) this.results.item(answer);
    }
  }
}
