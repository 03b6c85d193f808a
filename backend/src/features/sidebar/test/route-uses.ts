import { use, type RouteUse } from '../../../../test/surface/route-use.js';

export const routeUses: readonly RouteUse[] = [
  use('putItem', 'sorting one’s list', () => ({
    params: { kind: 'sidebar', id: 'sidebar' },
    body: { value: { sections: [] } },
  })),
];
