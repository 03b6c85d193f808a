import { here, message, use, type RouteUse } from '../../../../test/surface/route-use.js';
import { rules } from '../../../../test/surface/rules.js';

export const routeUses: readonly RouteUse[] = [
  use('pinMessage', 'pinning', (stage) => ({ params: message(stage) }), rules.managers('done')),
  use('unpinMessage', 'taking a pin away', (stage) => ({ params: message(stage) }), rules.managers('done')),
  use('listPins', 'reading what is pinned', (stage) => ({ params: here(stage) })),
];
