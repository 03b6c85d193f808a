import { use, type RouteUse } from '../../../../test/surface/route-use.js';
import { rules } from '../../../../test/surface/rules.js';

export const routeUses: readonly RouteUse[] = [
  use(
    'putItem',
    'marking the conversation as unread',
    ({ conversationId }) => ({
      params: { kind: 'marked_unread', id: conversationId },
      body: { value: { fromSeq: 1 } },
    }),
    rules.participants,
  ),
];
