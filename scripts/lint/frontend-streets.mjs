// Which file of the web client may import which: features → sync, stores, core, ui; sync → stores, core; ui → nothing.
// A feature enters another through its public.ts; its folder sync follows the rules of sync.

const app = (type, ...patterns) => ({ type, patterns });

/** What screens of all features are made of. */
const shared = ['feature', 'message-panel', 'messaging', 'names', 'people'];

export const frontendElements = [
  app(
    'frontend-test',
    'frontend/src/**/*.spec.ts',
    'frontend/src/testing/**',
    'frontend/e2e/**',
    'frontend/src/app/features/*/e2e/**',
  ),
  app('outside-calls', 'frontend/src/app/core/api-client.ts', 'frontend/src/app/core/socket-client.ts'),
  app('core', 'frontend/src/app/core/**', 'frontend/public/i18n/**'),
  app('stores', 'frontend/src/app/stores/**'),
  app('sync', 'frontend/src/app/sync/**'),
  app('ui', 'frontend/src/app/ui/**'),
  app('shell', 'frontend/src/app/features/features.ts'),
  ...shared.map((name) => app('shared-feature', `frontend/src/app/features/${name}/**`)),
  app('feature-face', 'frontend/src/app/features/*/public.ts'),
  app('feature-sync', 'frontend/src/app/features/*/sync/**'),
  app('feature', 'frontend/src/app/features/*/**'),
  app('shell', 'frontend/src/**'),
];

const ownSync = { own: 'feature-sync' };
const own = [{ own: 'feature' }, ownSync];

const everyone = frontendElements.map(({ type }) => type).filter((type) => type !== 'frontend-test');

export const frontendRules = [
  { from: ['frontend-test'], allow: [...everyone, 'frontend-test', 'contracts'] },
  { from: ['shell'], allow: [...everyone, 'contracts'] },
  {
    from: ['feature', 'shared-feature', 'feature-face'],
    allow: ['sync', 'stores', 'core', 'ui', 'shared-feature', 'feature-face', 'contracts', ...own],
    message:
      'A feature calls the API and the socket in its folder sync alone, and enters another through its public.ts.',
  },
  {
    from: ['feature-sync'],
    allow: ['sync', 'stores', 'core', 'outside-calls', 'contracts', ownSync],
    message: 'What a feature sends and receives knows nothing of what it shows.',
  },
  { from: ['sync'], allow: ['sync', 'stores', 'core', 'outside-calls', 'contracts'] },
  { from: ['core', 'outside-calls'], allow: ['core', 'outside-calls', 'stores', 'contracts'] },
  { from: ['stores'], allow: ['stores', 'core', 'contracts'], message: 'A store does no I/O.' },
  { from: ['ui'], allow: ['ui', 'contracts'], message: 'ui only looks: it knows no service.' },
];
