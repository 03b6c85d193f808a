import type { ClientEventName } from './events.js';

/**
 * What a call may cost the server, of a person's budget for each minute (`RATE_LIMIT_WORK`), over REST and sockets together.
 * - `free`: a keystroke, and what keeps the session alive; a repeat of a send is free too, or of the presence reported last
 * - `read`: one thing looked at, or a marker or another presence reported
 * - `page`: a page of messages or a conversation joined
 * - `change`: something stored that others hear of
 * - `heavy`: a search by `q`, a sync of many, the creation of a conversation
 */
export type Work = 'free' | 'read' | 'page' | 'change' | 'heavy';

export const workPoints = { free: 0, read: 1, page: 2, change: 2, heavy: 5 } as const satisfies Record<
  Work,
  number
>;

/** A sync that names at most so many conversations, and asks for no others (`only`), costs what a page does. */
export const syncOfFew = 10;

/** What each event costs; that of `sync` is of one of many: see `eventPoints`. */
export const eventWork = {
  authenticate: 'free',
  join_conversation: 'page',
  leave_conversation: 'read',
  send_message: 'change',
  mark_as_read: 'read',
  mark_as_delivered: 'read',
  report_healed: 'read',
  typing: 'free',
  set_presence: 'read',
  sync: 'heavy',
} as const satisfies Record<ClientEventName, Work>;

/** The points of an event with this payload, which needn't be well formed. */
export function eventPoints(event: ClientEventName, payload: unknown): number {
  return workPoints[event === 'sync' && isSyncOfFew(payload) ? 'page' : eventWork[event]];
}

/** The points of a REST call with this query: what is searched by `q` is heavy, whatever the call. */
export function routePoints(route: { work: Work }, query: Readonly<Record<string, unknown>>): number {
  return workPoints[query['q'] === undefined || query['q'] === '' ? route.work : 'heavy'];
}

function isSyncOfFew(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  const { only, conversations } = payload as { only?: unknown; conversations?: unknown };
  return only === true && Array.isArray(conversations) && conversations.length <= syncOfFew;
}
