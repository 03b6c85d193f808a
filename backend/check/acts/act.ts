import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';

/** One thing that somebody does on a device; resolves when they could do the next one of this kind. */
export type Act = (scene: Scene, conversation: TrialConversation) => void | Promise<void>;

export interface WeightedAct {
  act: Act;
  /** How often it is done where everything is, in proportion to the others: of 40 there are sends. */
  weight: number;
}

/** How often each act is done, by its name, in proportion to the others. */
export type Mix = Readonly<Record<string, number>>;
