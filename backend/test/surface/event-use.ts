import { clientEvents, type ClientEventName } from '@litspark/shared-contracts';
import { ruleOf, type Rule } from './rules.js';
import type { Stage } from './stage.js';

/** What an event is used for: a payload that is well formed, and who may send it. */
export interface EventUse {
  event: ClientEventName;
  rule: Rule;
  payload: (stage: Stage) => Record<string, unknown>;
}

/** Who may use it is what the contract says. */
export function use(
  event: ClientEventName,
  payload: EventUse['payload'],
  rule: Rule = ruleOf(clientEvents[event].access),
): EventUse {
  return { event, rule, payload };
}
