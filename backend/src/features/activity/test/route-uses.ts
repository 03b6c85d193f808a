import { use, type RouteUse } from '../../../../test/surface/route-use.js';

export const routeUses: readonly RouteUse[] = [
  use('listActivity', 'reading what happened to one', () => ({ query: { kind: 'reminder', limit: '10' } })),
];
