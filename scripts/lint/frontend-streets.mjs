// Which file of the web client may import which: features → sync, stores, core, ui; sync → stores, core; ui → nothing.

const app = (type, ...pattern) => ({ type, mode: 'full', pattern, capture: ['feature'] });

export const frontendElements = [
  app('frontend-test', 'frontend/src/**/*.spec.ts', 'frontend/src/testing/**', 'frontend/e2e/**'),
  app('outside-calls', 'frontend/src/app/core/api-client.ts', 'frontend/src/app/core/socket-client.ts'),
  app('core', 'frontend/src/app/core/**', 'frontend/public/i18n/**'),
  app('stores', 'frontend/src/app/stores/**'),
  app('sync', 'frontend/src/app/sync/**'),
  app('ui', 'frontend/src/app/ui/**'),
  app('feature', 'frontend/src/app/features/*/**'),
  app('shell', 'frontend/src/**'),
];

const everyone = frontendElements.map(({ type }) => type).filter((type) => type !== 'frontend-test');

export const frontendRules = [
  { from: ['frontend-test'], allow: [...everyone, 'frontend-test', 'contracts'] },
  { from: ['shell'], allow: [...everyone, 'contracts'] },
  {
    from: ['feature'],
    allow: ['sync', 'stores', 'core', 'ui', 'feature', 'contracts'],
    message: 'A feature goes through sync and the stores: it never calls the API or the socket itself.',
  },
  { from: ['sync'], allow: ['sync', 'stores', 'core', 'outside-calls', 'contracts'] },
  { from: ['core', 'outside-calls'], allow: ['core', 'outside-calls', 'stores', 'contracts'] },
  { from: ['stores'], allow: ['stores', 'core', 'contracts'], message: 'A store does no I/O.' },
  { from: ['ui'], allow: ['ui', 'contracts'], message: 'ui only looks: it knows no service.' },
];
