import { existsSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendElements, backendRules } from '../backend-streets.mjs';
import { contractElements, contractRules } from '../contract-streets.mjs';
import { frontendElements, frontendRules } from '../frontend-streets.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const elements = [...contractElements, ...backendElements, ...frontendElements].map(({ type, patterns }) => ({
  type,
  forms: patterns.map(toForm),
}));
const rules = [...contractRules, ...backendRules, ...frontendRules];

/** Refuses imports that the tables of streets don't allow. A file that is in no table may import anything. */
export const imports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(root, context.filename).replaceAll('\\', '/');
    const from = elementOf(file);
    if (from === null) return {};
    const check = ({ source }) => {
      const fault = typeof source?.value === 'string' ? faultOf(from, file, source.value) : null;
      if (fault !== null) context.report({ node: source, message: fault });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

function faultOf(from, file, name) {
  const its = rules.filter((rule) => rule.from.includes(from.type));
  const message = its.map((rule) => ` ${rule.message ?? ''}`.trimEnd()).join('');
  const target = name.startsWith('@litspark/shared-contracts')
    ? 'shared-contracts/src/index.ts'
    : pathOf(file, name);
  if (target === null) {
    const isRefused = its.some(({ libraries }) => libraries && !libraries.includes(name));
    return isRefused ? `${from.type} may not import ${name}.${message}` : null;
  }
  const to = elementOf(target);
  if (to === null) return `${target} is in no table of streets.`;
  const isAllowed = its.some(({ allow }) =>
    allow.some((one) =>
      typeof one === 'string' ? one === to.type : one.own === to.type && from.feature === to.feature,
    ),
  );
  return isAllowed ? null : `${from.type} may not import ${to.type}.${message}`;
}

/** The first element whose pattern a path matches, with the feature that the pattern names; null if there is none. */
function elementOf(path) {
  for (const { type, forms } of elements)
    for (const form of forms) {
      const found = form.exec(path);
      if (found) return { type, feature: found.groups?.feature };
    }
  return null;
}

/** The file that a relative import names, from the root; null for a library. */
function pathOf(file, name) {
  if (!name.startsWith('.')) return null;
  const path = posix.join(posix.dirname(file), name);
  const tried = [path.replace(/\.js$/, '.ts'), path, `${path}.ts`, `${path}/index.ts`];
  return tried.find(isFile) ?? tried[0];
}

const known = new Map();
function isFile(path) {
  if (!known.has(path)) {
    const full = join(root, path);
    known.set(path, existsSync(full) && statSync(full).isFile());
  }
  return known.get(path);
}

/** `*` is one part of a path, the first one the name of the feature; `**` is any number of them. */
function toForm(pattern) {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll('**/', '<folders>')
    .replaceAll('**', '<rest>')
    .replace('*', '(?<feature>[^/]+)')
    .replaceAll(/(?<!\^\/\]\+\))\*/g, '[^/]*')
    .replaceAll('<folders>', '(?:.*/)?')
    .replaceAll('<rest>', '.*');
  return new RegExp(`^${source}$`);
}
