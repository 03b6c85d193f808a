import boundaries from 'eslint-plugin-boundaries';
import { backendElements, backendRules } from './backend-streets.mjs';
import { frontendElements, frontendRules } from './frontend-streets.mjs';

const contracts = { type: 'contracts', mode: 'full', pattern: ['shared-contracts/**'] };

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only platform/config reads the environment.',
};
const sql = {
  selector: 'CallExpression[callee.property.name=/^(query|createQueryBuilder)$/]',
  message: 'SQL lives in repositories, migrations and platform/database.',
};
const sqlHomes = [
  'backend/src/**/*.repository.ts',
  'backend/src/platform/database/**/*.ts',
  'backend/src/features/*/migrations/*.ts',
];
const backendSpecs = ['backend/src/**/*.spec.ts'];

/** The import rules as ESLint configuration. `rootPath` is the folder that holds backend, frontend and shared-contracts. */
export const streets = (rootPath) => [
  {
    files: ['{backend,frontend,shared-contracts}/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': rootPath,
      'boundaries/elements': [contracts, ...backendElements, ...frontendElements],
      'import/resolver': { typescript: { alwaysTryTypes: true, noWarnOnMultipleProjects: true } },
    },
    rules: {
      'boundaries/element-types': [
        'error',
        {
          default: 'disallow',
          message: '${file.type} may not import ${dependency.type}.',
          rules: [{ from: ['contracts'], allow: ['contracts'] }, ...backendRules, ...frontendRules],
        },
      ],
      'boundaries/no-unknown': 'error',
    },
  },
  {
    files: ['shared-contracts/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: restrictImports(
      '^(?!\\.{1,2}/|zod$)',
      'The contracts import zod only: both sides and any client build them.',
    ),
  },
  {
    files: ['backend/src/**/*.service.ts'],
    rules: restrictImports(
      '^(socket\\.io|@socket\\.io/|@nestjs/(websockets|platform-)|express$|@nestjs/swagger)',
      'A service knows no Socket.IO and no HTTP.',
    ),
  },
  {
    files: ['frontend/src/app/ui/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: restrictImports(
      '^(ngx-|@angular/(common/http|router)|socket\\.io)',
      'ui only looks: it injects no service.',
    ),
  },
  {
    files: ['frontend/src/app/stores/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      ...restrictImports('^(ngx-|@angular/(common/http|router)|socket\\.io|dexie)', 'A store does no I/O.'),
      'no-restricted-globals': ['error', 'fetch', 'localStorage', 'sessionStorage', 'indexedDB', 'WebSocket'],
    },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: [...sqlHomes, ...backendSpecs, 'backend/src/platform/config/**'],
    rules: { 'no-restricted-syntax': ['error', environment, sql] },
  },
  {
    files: sqlHomes,
    ignores: backendSpecs,
    rules: { 'no-restricted-syntax': ['error', environment] },
  },
  {
    files: ['backend/src/platform/config/**/*.ts'],
    ignores: backendSpecs,
    rules: { 'no-restricted-syntax': ['error', sql] },
  },
];

function restrictImports(regex, message) {
  return { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] };
}
