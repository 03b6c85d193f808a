import { Device } from '../client/device.js';
import type { DeviceSettings } from '../client/life.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import type { ConversationOwner } from '../acts/conversation-owner.js';
import type { Account } from '../client/session.js';
import type { World } from '../world/world.js';
import { Reader } from './fresh.js';
import type { Scenario } from './scenario.js';

/** Who takes part in a run, and in which conversations. */
export class Population {
  readonly people: readonly Account[];
  readonly conversations: TrialConversation[] = [];
  /** Those that do something. */
  readonly devices: Device[] = [];
  /** Those that only listen: they ask for nothing unless the service, or what it says, tells them to. */
  readonly listeners: Device[] = [];
  readonly readers: Reader[] = [];

  constructor(
    private readonly world: World,
    private readonly scenario: Scenario,
    private readonly random: Random,
    private readonly history: History,
  ) {
    this.people = world.people.people.slice(0, scenario.people);
  }

  /** Both, who are to end with the same. */
  get everyone(): Device[] {
    return [...this.devices, ...this.listeners];
  }

  get inUse(): TrialConversation[] {
    return this.conversations.filter(({ retired }) => !retired);
  }

  async gather(owner: ConversationOwner): Promise<void> {
    for (const kind of this.scenario.conversations) await this.createConversation(owner, kind);
    const nodes = this.world.ports.length;
    for (const [index, account] of this.people.entries()) {
      this.readers.push(new Reader(account, this.world.services[index % nodes]?.port ?? 0));
      for (const letter of ['a', 'b']) {
        const random = this.random.branch(`${account.name}-${letter}`);
        const node = nodes === 1 ? 0 : random.between(0, nodes - 1);
        const opens = letter === 'a' ? 'all' : 'some';
        const restNode = nodes - 1 - node;
        this.devices.push(this.device(account, letter, random, { node, restNode, opens }));
      }
    }
    for (let index = 0; index < this.scenario.listeners; index += 1) {
      const account = nth(this.people, index);
      const node = index % nodes;
      // On each node one that has everything open, and one that has nothing open.
      const opens = Math.floor(index / nodes) % 2 === 0 ? 'all' : 'none';
      const chance = this.random.branch(`listener ${index}`);
      this.listeners.push(
        this.device(account, `listening-${index}`, chance, { node, restNode: node, opens }),
      );
    }
  }

  async createConversation(owner: ConversationOwner, kind: TrialConversation['kind']): Promise<void> {
    const { people } = this;
    // Some conversations have everybody, others leave somebody out.
    const members =
      kind === 'direct' ? people.slice(0, 1) : this.random.chance(0.5) ? people : people.slice(0, -1);
    this.conversations.push(await owner.createConversation(kind, [...members]));
  }

  /** Conversations that grew long were compared for the last time; a fresh one takes their place. */
  async retire(owner: ConversationOwner): Promise<void> {
    for (const conversation of this.inUse) {
      const isShort = this.history.sends.of(conversation.id).length < this.scenario.retireAfter;
      if (conversation.kind === 'direct' || isShort) continue;
      conversation.retired = true;
      // Nobody is to carry it along any more.
      for (const { userId } of conversation.members) await owner.remove(conversation, userId);
      await this.createConversation(owner, conversation.kind);
      this.history.forget(conversation.id);
    }
  }

  /** Everybody goes, without a goodbye. */
  leave(): void {
    for (const device of this.everyone) device.kill();
    for (const reader of this.readers) reader.close();
  }

  private device(
    account: Account,
    name: string,
    random: Random,
    { node, restNode, opens }: { node: number; restNode: number; opens: DeviceSettings['opens'] },
  ): Device {
    const settings: DeviceSettings = {
      who: `${account.name}-${name}`,
      account,
      node: this.world.nginx ? null : node,
      port: this.world.ports[node] ?? 0,
      restPort: this.world.ports[restNode] ?? 0,
      transport: random.chance(0.2) ? 'polling' : 'websocket',
      opens,
    };
    return new Device(settings, random, this.history);
  }
}

function nth(people: readonly Account[], index: number): Account {
  const account = people[index % people.length];
  if (!account) throw new Error('nobody takes part');
  return account;
}
