import { use, type EventUse } from '../../../../test/surface/event-use.js';

export const eventUses: readonly EventUse[] = [use('set_presence', () => ({ presence: 'away' }))];
