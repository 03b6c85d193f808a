// The rules of this repository that no library has, as a plugin of oxlint (`.oxlintrc.json` says where they apply).
import { imports } from './rules/imports.mjs';
import { sessionScope } from './rules/session-scope.mjs';
import { sql } from './rules/sql.mjs';
import { typeImports } from './rules/type-imports.mjs';

export default {
  meta: { name: 'streets' },
  rules: { imports, 'session-scope': sessionScope, sql, 'type-imports': typeImports },
};
