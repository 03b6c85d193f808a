import { pause } from '../clock.js';
import type { TrialConversation } from './trial-conversation.js';
import { draft, prefer, save, schedule } from './item-acts.js';
import { deleteMessage, editMessage, react } from './message-changes.js';
import { markDelivered, markRead } from './marks.js';
import { ask, confirm, pin } from './part-acts.js';
import type { Scene } from './scene.js';
import { burst, refused, reply, sendOne, sendTwice, stranger } from './sends.js';

const actions = {
  send: sendOne,
  reply,
  burst,
  twice: sendTwice,
  refused,
  stranger,
  read: markRead,
  delivered: markDelivered,
  edit: editMessage,
  delete: deleteMessage,
  react,
  pin,
  ask,
  confirm,
  draft,
  prefer,
  save,
  schedule,
} as const satisfies Record<string, (scene: Scene, conversation: TrialConversation) => Promise<void>>;

export type Action = keyof typeof actions;
/** How often each action is done, in proportion to the others. */
export type Mix = Readonly<Partial<Record<Action, number>>>;

export const everything: Mix = {
  send: 40,
  reply: 5,
  burst: 4,
  twice: 4,
  refused: 3,
  stranger: 2,
  read: 16,
  delivered: 6,
  edit: 8,
  delete: 3,
  react: 9,
  pin: 3,
  ask: 2,
  confirm: 3,
  draft: 3,
  prefer: 2,
  save: 2,
  schedule: 3,
};

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
      const action = actions[random.weighted(this.mix)](this.scene, conversation);
      this.underWay.add(action);
      void action.finally(() => this.underWay.delete(action));
    }
  }
}
