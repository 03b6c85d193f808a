import { use, type RouteUse } from '../../../../test/surface/route-use.js';
import { rules } from '../../../../test/surface/rules.js';

export const routeUses: readonly RouteUse[] = [
  use(
    'putItem',
    'saving the owner’s message',
    ({ conversationId, messageId }) => ({
      params: { kind: 'saved_message', id: messageId },
      body: {
        value: {
          conversationId,
          seq: 1,
          note: null,
          remindAt: null,
          doneAt: null,
          savedAt: '2026-11-30T08:00:00.000Z',
        },
      },
    }),
    rules.participants,
  ),
];
