import { pause } from '../clock.js';
import { checkedFeatures } from '../features/features.js';
import { joined } from '../features/joined.js';
import type { Mix, WeightedAct } from './act.js';
import { see } from './item-acts.js';
import { deleteMessage, editMessage, react } from './message-changes.js';
import { markDelivered, markRead } from './marks.js';
import type { Scene } from './scene.js';
import { burst, mentionAll, refused, reply, sendOne, sendTwice, stranger } from './sends.js';

const acts = joined<WeightedAct>([
  {
    send: { act: sendOne, weight: 40 },
    reply: { act: reply, weight: 5 },
    mention: { act: mentionAll, weight: 2 },
    burst: { act: burst, weight: 4 },
    twice: { act: sendTwice, weight: 4 },
    refused: { act: refused, weight: 3 },
    stranger: { act: stranger, weight: 2 },
    read: { act: markRead, weight: 16 },
    delivered: { act: markDelivered, weight: 6 },
    edit: { act: editMessage, weight: 8 },
    delete: { act: deleteMessage, weight: 3 },
    react: { act: react, weight: 9 },
    see: { act: see, weight: 2 },
  },
  ...checkedFeatures.map((feature) => feature.acts ?? {}),
]);

export const everything: Mix = Object.fromEntries(
  Object.entries(acts).map(([name, { weight }]) => [name, weight]),
);

/** A device that does one thing after another until it is told to stop; being killed it goes on in its next life. */
export class Acting {
  private wanted = true;
  private readonly underWay = new Set<Promise<void>>();
  private readonly running: Promise<void>;

  constructor(
    private readonly scene: Scene,
    private readonly mix: Mix,
    private readonly paceMs: number,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.wanted = false;
    await this.running;
    await Promise.all(this.underWay);
  }

  private async run(): Promise<void> {
    const { random, conversations, device } = this.scene;
    while (this.wanted) {
      await pause(random.next() * 2 * this.paceMs);
      const inUse = conversations.filter(
        ({ retired, id }) => !retired && device.life.store.conversations.has(id),
      );
      const conversation = random.maybe(inUse);
      // What takes long must not hold up the rest, and must not pile up either.
      if (!conversation || this.underWay.size >= 6) continue;
      const name = random.weighted(this.mix);
      const act = acts[name]?.act;
      if (!act) throw new Error(`there is no act “${name}”`);
      const doing = Promise.resolve(act(this.scene, conversation));
      this.underWay.add(doing);
      void doing.finally(() => this.underWay.delete(doing));
    }
  }
}
