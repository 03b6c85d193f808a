import { join } from 'node:path';
import ts from 'typescript';

/** One program for each side, tests included: the more there are, the more types are worked out twice. */
export const projects = [
  'shared-contracts/tsconfig.spec.json',
  'backend/tsconfig.spec.json',
  'frontend/tsconfig.lint.json',
];

/** The program of a tsconfig.json, as `tsc --noEmit -p` makes it. */
export function createProgram(root, project) {
  const errors = [];
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (error) => errors.push(error) };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, project), { noEmit: true }, host);
  return ts.createProgram({
    rootNames: config?.fileNames ?? [],
    options: config?.options ?? {},
    projectReferences: config?.projectReferences,
    configFileParsingDiagnostics: [...errors, ...(config?.errors ?? [])],
  });
}

/** What `tsc` would print of a program; nothing if it is right. */
export function describeErrors(root, program) {
  const host = {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  return ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(ts.getPreEmitDiagnostics(program)), host);
}
