import { Injectable } from '@nestjs/common';
import { isOurs, type FromWorker, type Question, type ToWorker, type Unmarked } from './messages.js';
import { workerNumber } from '../config/worker-number.js';

/** How long an answer of the other processes is waited for. */
export const answerMs = 1_500;

type Listener = (message: ToWorker) => void;

/** What this process is among the workers of a service (`WORKERS`), and the way to the others. */
@Injectable()
export class Workers {
  /** From 1; null where the service is one process. */
  readonly number = workerNumber();
  private readonly listeners: Listener[] = [];
  private readonly waiting = new Map<number, (value: unknown) => void>();
  private readonly answers = new Map<Question, () => Promise<unknown>>();
  private lastId = 0;
  private doors: Record<number, number> = {};
  private replacements = 0;

  constructor() {
    if (this.number === null) return;
    process.on('message', (message) => {
      if (isOurs(message)) this.receive(message as ToWorker);
    });
  }

  /** The port at which another worker takes requests that came to us; undefined while it does not serve. */
  doorOf(worker: number): number | undefined {
    return this.doors[worker];
  }

  /** How many workers serve now, and how often one was replaced. */
  get state(): { serving: number; replaced: number } {
    return { serving: Object.keys(this.doors).length, replaced: this.replacements };
  }

  onMessage(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Answers what other workers ask. */
  onQuestion(question: Question, answer: () => Promise<unknown>): void {
    this.answers.set(question, answer);
  }

  /** `sent` is called when the message has left this process. */
  send(message: Unmarked<FromWorker>, sent?: () => void): void {
    if (this.number !== null) process.send?.({ litspark: true, ...message }, undefined, {}, () => sent?.());
  }

  /** What all other workers that serve answer, but for those that take too long. */
  async askOthers<T>(question: Question): Promise<T[]> {
    // What they answer is what this class was given there.
    return (await this.ask((id) => ({ kind: 'ask', id, question }))) as T[];
  }

  /** Sets the rank that this worker gives to a key; the highest of all workers where that changed it, else null. */
  async report(key: string, rank: number): Promise<number | null> {
    return (await this.ask((id) => ({ kind: 'report', id, key, rank }), null)) as number | null;
  }

  /** The highest rank of each key; throws where that is not known in time. */
  async ranks(keys: readonly string[]): Promise<number[]> {
    return (await this.ask((id) => ({ kind: 'ranks', id, keys: [...keys] }))) as number[];
  }

  /** `timeoutMs` null: it is done sooner or later, and nobody waits. */
  private ask(
    message: (id: number) => Unmarked<FromWorker>,
    timeoutMs: number | null = 2 * answerMs,
  ): Promise<unknown> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const timer =
        timeoutMs === null
          ? undefined
          : setTimeout(() => {
              this.waiting.delete(id);
              reject(new Error('the process that starts the workers does not answer'));
            }, timeoutMs);
      this.waiting.set(id, (value) => {
        clearTimeout(timer);
        resolve(value);
      });
      this.send(message(id));
    });
  }

  private receive(message: ToWorker): void {
    if (message.kind === 'reply') {
      this.waiting.get(message.id)?.(message.value);
      this.waiting.delete(message.id);
    } else if (message.kind === 'question') {
      const { id, question } = message;
      this.answers
        .get(question)?.()
        .then((answer) => this.send({ kind: 'answer', id, answer }))
        .catch(() => undefined);
    } else if (message.kind === 'roster') {
      this.doors = message.doors;
      this.replacements = message.replaced;
    }
    for (const listener of this.listeners) listener(message);
  }
}
