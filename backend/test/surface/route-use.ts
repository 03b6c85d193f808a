import { routes, type RouteName } from '@litspark/shared-contracts';
import { ruleOf, type Rule } from './rules.js';
import type { Stage } from './stage.js';

/** What goes into a request besides its method and path. */
export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** One thing that a route is used for: a request that is well formed, and who may make it. */
export interface RouteUse {
  route: RouteName;
  doing: string;
  rule: Rule;
  call: (stage: Stage) => Call | Promise<Call>;
}

/** Who may use it is what the contract says; a rule of its own where the kind of conversation or what is done matters too. */
export function use(
  route: RouteName,
  doing: string,
  call: RouteUse['call'],
  rule: Rule = ruleOf(routes[route].access),
): RouteUse {
  return { route, doing, rule, call };
}

/** The parameters of a route about the stage's conversation. */
export const here = ({ conversationId }: Stage) => ({ id: conversationId });
/** The parameters of a route about the owner's message. */
export const message = ({ conversationId, messageId }: Stage) => ({ id: conversationId, messageId });
