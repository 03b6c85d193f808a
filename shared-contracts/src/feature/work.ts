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

/** The points of a REST call with this query: what is searched by `q` is heavy, whatever the call. */
export function routePoints(route: { work: Work }, query: Readonly<Record<string, unknown>>): number {
  return workPoints[query['q'] === undefined || query['q'] === '' ? route.work : 'heavy'];
}
