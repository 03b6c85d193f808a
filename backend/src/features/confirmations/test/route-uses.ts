import { messageWith } from '../../../../test/surface/message-with.js';
import { message, use, type Call, type RouteUse } from '../../../../test/surface/route-use.js';
import { rules, type Rule } from '../../../../test/surface/rules.js';
import type { Stage } from '../../../../test/surface/stage.js';
import { ConfirmationFollower } from '../confirmation-follower.js';

/** No message of a direct asks to be confirmed. */
const done = {
  direct: 'CONFLICT',
  group: 'done',
  'private channel': 'done',
  'public channel': 'done',
} as const;

/** Of the owner's message. */
const confirmers: Rule = { ...rules.participants, member: done, owner: 'CONFLICT' };
const readers: Rule = { ...rules.participants, member: done, owner: done };
const askers: Rule = { ...rules.participants, member: 'FORBIDDEN', owner: done };

export const routeUses: readonly RouteUse[] = [
  use('confirmMessage', 'confirming the owner’s message', confirmable, confirmers),
  use('getConfirmation', 'asking whether one confirmed', confirmable, readers),
  use('listConfirmations', 'reading who confirmed', confirmable, askers),
  use('exportConfirmations', 'exporting who confirmed', confirmable, askers),
  use('remindOfConfirmation', 'reminding who has not confirmed', confirmable, askers),
  use('closeConfirmation', 'closing the confirmations', confirmable, askers),
];

/** A message of the owner's that asks to be confirmed; a plain one in a direct, where none does. */
async function confirmable(stage: Stage): Promise<Call> {
  // What was confirmed before must not change anything while a call is looked at.
  await stage.app.get(ConfirmationFollower).flush();
  if (stage.place === 'direct') return { params: message(stage) };
  return { params: await messageWith(stage, { confirmation: {} }) };
}
