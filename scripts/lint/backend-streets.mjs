// Which file of the backend may import which: main → app.module → features → platform, and within a feature
// controller or gateway → service → repository → entity. A feature enters another by its service, its events, its module, or a port:
// an abstract class (`*.port.ts`) that says what a feature asks of one that stands on it.

const inFeature = (suffix) => `backend/src/features/*/**/*.${suffix}.ts`;
const part = (type, ...patterns) => ({ type, patterns });

export const backendElements = [
  part(
    'backend-test',
    'backend/src/**/*.spec.ts',
    'backend/check/**/*.spec.ts',
    'backend/check/power-loss/**',
    'backend/src/features/*/test/**',
    'backend/test/**',
    'backend/bench/**',
  ),
  part('checker', 'backend/check/**'),
  part('feature-check', 'backend/src/features/*/check/**'),
  part('main', ...['main', 'start', 'serve', 'backup', 'restore'].map((name) => `backend/src/${name}.ts`)),
  part('app-module', 'backend/src/app.module.ts'),
  part('feature-list', 'backend/src/features.ts'),
  part('migration-list', 'backend/src/migrations.ts'),
  part('migration', 'backend/src/platform/database/migrations/**', 'backend/src/features/*/migrations/**'),
  part('platform-database', 'backend/src/platform/database/**'),
  part('platform-events', 'backend/src/platform/events/**'),
  part('platform-realtime', 'backend/src/platform/realtime/**'),
  part('platform-http', 'backend/src/platform/http/**'),
  part('platform', 'backend/src/platform/**'),
  part('controller', inFeature('controller'), inFeature('gateway')),
  part('service', inFeature('service')),
  part('repository', inFeature('repository')),
  part('entity', inFeature('entity')),
  part('events', inFeature('events')),
  part('module', inFeature('module')),
  part('port', inFeature('port')),
  part('feature-part', 'backend/src/features/*/**'),
];

const ofSameFeature = (...types) => types.map((type) => ({ own: type }));
const platformBut = (...refused) =>
  ['platform', 'platform-database', 'platform-events', 'platform-realtime', 'platform-http'].filter(
    (type) => !refused.includes(type),
  );
const neighbours = ['service', 'events', 'port', 'contracts'];

const checkerMessage =
  'The delivery checker is a client: no code of the product in it, so that one fault does not hide another.';

export const backendRules = [
  {
    from: ['backend-test'],
    allow: [...backendElements.map(({ type }) => type), 'contracts'],
  },
  { from: ['checker'], allow: ['checker', 'contracts'], message: checkerMessage },
  {
    from: ['feature-check'],
    allow: [...ofSameFeature('feature-check'), 'checker', 'contracts'],
    message: checkerMessage,
  },
  { from: ['main'], allow: ['main', 'app-module', ...platformBut(), 'contracts'] },
  { from: ['app-module'], allow: ['feature-list', 'module', ...platformBut(), 'contracts'] },
  { from: ['feature-list'], allow: ['module'] },
  { from: platformBut(), allow: [...platformBut(), 'migration-list', 'migration', 'contracts'] },
  { from: ['migration-list'], allow: ['feature-list', 'migration'] },
  { from: ['migration'], allow: ['migration'] },
  {
    from: ['controller'],
    allow: [
      ...ofSameFeature('service', 'feature-part'),
      ...neighbours,
      ...platformBut('platform-database', 'platform-events'),
    ],
    message: 'A controller or gateway calls services: no repository, no transaction, no event bus.',
  },
  {
    from: ['service'],
    allow: [
      ...ofSameFeature('service', 'repository', 'entity', 'events', 'feature-part'),
      ...neighbours,
      ...platformBut('platform-realtime', 'platform-http'),
    ],
    message: 'A service knows its own repository and others’ services and events; no sockets, no HTTP.',
  },
  {
    from: ['repository'],
    allow: [
      ...ofSameFeature('entity', 'feature-part'),
      ...platformBut('platform-realtime', 'platform-http'),
      'contracts',
    ],
  },
  { from: ['entity'], allow: [...ofSameFeature('entity', 'feature-part'), ...platformBut(), 'contracts'] },
  { from: ['port'], allow: [...ofSameFeature('feature-part'), ...platformBut(), 'contracts'] },
  { from: ['events'], allow: [...ofSameFeature('feature-part'), 'events', ...platformBut(), 'contracts'] },
  {
    from: ['module'],
    allow: [
      ...ofSameFeature('controller', 'service', 'repository', 'entity', 'events', 'module', 'feature-part'),
      ...ofSameFeature('migration'),
      'module',
      ...neighbours,
      ...platformBut(),
    ],
  },
  {
    from: ['feature-part'],
    allow: [
      ...ofSameFeature('service', 'repository', 'entity', 'events', 'feature-part'),
      ...neighbours,
      ...platformBut(),
    ],
  },
];
