import { use, type EventUse } from '../../../../test/surface/event-use.js';

export const eventUses: readonly EventUse[] = [
  use('report_healed', ({ conversationId }) => ({ conversationId, messages: 1 })),
];
