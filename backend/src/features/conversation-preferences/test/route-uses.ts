import { use, type RouteUse } from '../../../../test/surface/route-use.js';
import { rules } from '../../../../test/surface/rules.js';

export const routeUses: readonly RouteUse[] = [
  use(
    'putItem',
    'preferring something of the conversation',
    ({ conversationId }) => ({
      params: { kind: 'conversation_preferences', id: conversationId },
      body: {
        value: { level: 'mentions', mutedUntil: null, favourite: true, section: null },
        ifRevision: 0,
      },
    }),
    rules.participants,
  ),
];
