import type { FeatureContract } from '../feature/feature-contract.js';
import type { Work } from '../feature/work.js';
import { syncAnswer, syncRequest } from './sync.schemas.js';

/** A sync that names at most so many conversations, and asks for no others (`only`), costs what a page does. */
const syncOfFew = 10;

/** What is new since what a client holds. */
export const syncContract = {
  name: 'sync',
  clientEvents: {
    sync: { payload: syncRequest, data: syncAnswer, access: 'user', work: 'heavy', workOf },
  },
} as const satisfies FeatureContract;

function workOf(payload: unknown): Work {
  if (typeof payload !== 'object' || payload === null) return 'heavy';
  const { only, conversations } = payload as { only?: unknown; conversations?: unknown };
  return only === true && Array.isArray(conversations) && conversations.length <= syncOfFew
    ? 'page'
    : 'heavy';
}
