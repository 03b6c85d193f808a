import { BoundedSender } from './bounded-sender.js';
import { HighestRanks } from './highest-ranks.js';
import { isOurs, type FromWorker, type Question, type ToWorker, type Unmarked } from './messages.js';
import { answerMs } from './workers.js';

/** A worker, as the process that started it reaches it. */
export interface Reached {
  send(message: ToWorker, sent: () => void): void;
}

interface Member {
  worker: Reached;
  /** For what other workers announce; all else is little. */
  events: BoundedSender<ToWorker>;
  hasLeft: boolean;
}

interface Asked {
  waitingFor: Set<number>;
  answers: unknown[];
  conclude(): void;
}

const mark = (message: Unmarked<ToWorker>): ToWorker => ({ litspark: true, ...message });
const missed = mark({ kind: 'missed' });

/** Carries between workers what nodes carry over Redis: each worker's events in the order sent, what one asks of all, and ranks. */
export class Hub {
  private readonly members = new Map<number, Member>();
  private readonly doors = new Map<number, number>();
  private readonly ranks = new HighestRanks();
  private readonly asked = new Map<number, Asked>();
  /** Keys of workers that died, for the next worker that serves. */
  private orphans: string[] = [];
  private lastQuestion = 0;
  private replaced = 0;

  /** A worker was started under this number, perhaps instead of another one. */
  add(number: number, worker: Reached): void {
    const events = new BoundedSender((message: ToWorker, sent) => worker.send(message, sent), missed);
    this.members.set(number, { worker, events, hasLeft: false });
  }

  /** A worker is gone: of one that died nobody knows whether it had sent all its events. */
  remove(number: number): void {
    const hasLeft = this.members.get(number)?.hasLeft ?? true;
    this.members.delete(number);
    this.doors.delete(number);
    if (!hasLeft) this.toOthers(number, missed, 1);
    this.replaced += 1;
    this.tellRoster();
    for (const asked of this.asked.values()) this.settle(asked, number);
    this.orphans.push(...this.ranks.drop(number));
    this.giveOrphans();
  }

  /** What a worker says; the rest of it is for whoever started it. */
  receive(number: number, message: unknown): void {
    if (!isOurs(message)) return;
    const said = message as FromWorker;
    switch (said.kind) {
      case 'ready':
        this.doors.set(number, said.door);
        this.tellRoster();
        this.giveOrphans();
        break;
      case 'events':
        this.toOthers(number, mark({ kind: 'events', events: said.events }), said.events.length);
        break;
      case 'missed':
        this.toOthers(number, missed, 1);
        break;
      case 'left': {
        const member = this.members.get(number);
        if (member) member.hasLeft = true;
        this.doors.delete(number);
        this.tellRoster();
        break;
      }
      case 'ask':
        this.ask(number, said.id, said.question);
        break;
      case 'answer': {
        const asked = this.asked.get(said.id);
        if (!asked?.waitingFor.has(number)) break;
        asked.answers.push(said.answer);
        this.settle(asked, number);
        break;
      }
      case 'report':
        this.reply(number, said.id, this.ranks.report(number, said.key, said.rank));
        break;
      case 'ranks':
        this.reply(number, said.id, this.ranks.read(said.keys));
        break;
      case 'failed':
        break;
    }
  }

  private giveOrphans(): void {
    const [heir] = this.doors.keys();
    if (this.orphans.length === 0 || heir === undefined) return;
    this.to(heir, { kind: 'orphans', keys: this.orphans });
    this.orphans = [];
  }

  private ask(from: number, id: number, question: Question): void {
    this.lastQuestion += 1;
    const own = this.lastQuestion;
    const others = [...this.doors.keys()].filter((number) => number !== from);
    const answers: unknown[] = [];
    const conclude = () => {
      clearTimeout(timer);
      this.asked.delete(own);
      this.reply(from, id, answers);
    };
    const timer = setTimeout(conclude, answerMs);
    const asked: Asked = { waitingFor: new Set(others), answers, conclude };
    this.asked.set(own, asked);
    for (const number of others) this.to(number, { kind: 'question', id: own, question });
    if (others.length === 0) conclude();
  }

  private settle(asked: Asked, number: number): void {
    if (asked.waitingFor.delete(number) && asked.waitingFor.size === 0) asked.conclude();
  }

  private reply(to: number, id: number, value: unknown): void {
    this.to(to, { kind: 'reply', id, value });
  }

  private tellRoster(): void {
    const doors = Object.fromEntries(this.doors);
    for (const number of this.members.keys())
      this.to(number, { kind: 'roster', doors, replaced: this.replaced });
  }

  private to(number: number, message: Unmarked<ToWorker>): void {
    this.members.get(number)?.worker.send(mark(message), () => undefined);
  }

  private toOthers(from: number, message: ToWorker, length: number): void {
    for (const [number, { events }] of this.members) if (number !== from) events.push(message, length);
  }
}
