import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { membersOf } from './stage.js';
import type { Connection, Running, Subject } from './subject.js';

/** Past it, what has not come is lost. */
const patienceMs = 30_000;

interface Member {
  connection: Connection;
  conversation: number;
  /** What they received, in this order. */
  ids: string[];
}

interface Wanted {
  conversation: number;
  person: number;
  joins: boolean;
}

/** People who are connected and have joined conversations, and everything that they send and receive. */
export class Audience {
  private readonly members = new Map<number, Member[]>();
  /** Who is connected and joined nothing. */
  private readonly passive: Connection[] = [];
  private readonly acknowledged = new Map<number, string[]>();
  private readonly storedBefore = new Map<number, number>();
  /** Milliseconds from the send of each message until each delivery, where that is asked for. */
  readonly latencies: number[] = [];
  private readonly sentAt = new Map<string, number>();
  deliveries = 0;

  private constructor(
    private readonly subject: Subject,
    private readonly running: Running,
    private readonly active: number,
  ) {}

  /** Connects the members of these conversations, 50 at a time, and lets the first of each join, as many as are `active`. */
  static async gather(
    subject: Subject,
    running: Running,
    conversations: readonly number[],
    active = Infinity,
  ): Promise<Audience> {
    const audience = new Audience(subject, running, active);
    for (const conversation of conversations) {
      const before = await running.stored(conversation);
      audience.storedBefore.set(conversation, before?.length ?? 0);
    }
    await audience.connect(50);
    return audience;
  }

  /** Cuts everybody, and lets them come back at once, who then have sent and received nothing. */
  async comeBack(): Promise<Audience> {
    const audience = new Audience(this.subject, this.running, this.active);
    for (const [conversation, count] of this.storedBefore) {
      const sent = this.acknowledged.get(conversation)?.length ?? 0;
      audience.storedBefore.set(conversation, count + sent);
    }
    this.cut();
    await audience.connect(Infinity);
    return audience;
  }

  /** The members of a conversation, in the order of the stage. */
  of(conversation: number): readonly Member[] {
    return this.members.get(conversation) ?? [];
  }

  /** Sends a message as this member; resolves with its acknowledgement. */
  async send({ connection, conversation }: Member): Promise<void> {
    const id = randomUUID();
    this.sentAt.set(id, performance.now());
    await connection.send(conversation, id);
    this.acknowledged.get(conversation)?.push(id);
  }

  /** Waits until everybody has as many messages as were acknowledged; not for ever. */
  async delivered(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (const [conversation, sent] of this.acknowledged)
      for (const { ids } of this.of(conversation))
        while (ids.length < sent.length && performance.now() < deadline) await delay(2);
  }

  /** Throws where something is missing, double, out of order or not stored. It reads what is stored: not while time is taken. */
  async verify(): Promise<void> {
    await this.delivered();
    for (const [conversation, sent] of this.acknowledged) await this.verifyOne(conversation, sent);
  }

  cut(): void {
    for (const members of this.members.values()) for (const { connection } of members) connection.cut();
    for (const connection of this.passive) connection.cut();
  }

  private async verifyOne(conversation: number, sent: readonly string[]): Promise<void> {
    const fail = (what: string): never => {
      throw new Error(`${this.subject.name}, conversation ${conversation}: ${what}. The run is void.`);
    };
    const stored = (await this.running.stored(conversation))?.slice(this.storedBefore.get(conversation));
    const received = this.of(conversation).map(({ ids }) => ids);
    const lists = stored ? [stored, ...received] : received;
    for (const ids of lists) {
      const known = new Set(ids);
      if (known.size !== ids.length) fail('a message came twice');
      if (sent.some((id) => !known.has(id))) fail('an acknowledged message is missing');
    }
    const [one = []] = lists;
    const isOther = (ids: readonly string[]) => ids.some((id, at) => id !== one[at]);
    if (this.subject.keepsOrder && lists.some(isOther)) fail('the order differs');
  }

  private async connect(atOnce: number): Promise<void> {
    const wanted = [...this.storedBefore.keys()].flatMap((conversation) =>
      membersOf(conversation).map((person, place) => ({
        conversation,
        person,
        joins: place < this.active,
      })),
    );
    for (const { conversation } of wanted) {
      this.acknowledged.set(conversation, []);
      this.members.set(conversation, []);
    }
    while (wanted.length > 0) await Promise.all(wanted.splice(0, atOnce).map((one) => this.add(one)));
  }

  private async add({ conversation, person, joins }: Wanted): Promise<void> {
    const connection = await this.running.connect(person);
    if (!joins) {
      this.passive.push(connection);
      return;
    }
    const member: Member = { connection, conversation, ids: [] };
    connection.onMessage = (of, id) => {
      if (of !== conversation) return;
      member.ids.push(id);
      this.deliveries += 1;
      this.latencies.push(performance.now() - (this.sentAt.get(id) ?? NaN));
    };
    await connection.join(conversation);
    this.members.get(conversation)?.push(member);
  }
}
