// `node scripts/lint/check-code.mjs types lint`: what the compiler says, what ESLint says, or both with the types worked out
// once. Prints a line of JSON for each project and one for ESLint: { check, output }; no output means that nothing is wrong.
import { ESLint } from 'eslint';
import { root } from '../steps/paths.mjs';
import { createProgram, describeErrors, projects } from './programs.mjs';

const report = (check, output) => process.stdout.write(`${JSON.stringify({ check, output })}\n`);

const programs = projects.map((project) => createProgram(root, project));
if (process.argv.includes('types'))
  programs.forEach((program, at) => report(projects[at], describeErrors(root, program)));
if (process.argv.includes('lint')) report('eslint', await lintWith(programs));

async function lintWith(programs) {
  // ESLint's cache asks for the configuration in JSON.
  const named = Object.assign([...programs], { toJSON: () => projects });
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null, programs: named } } },
    ],
    cache: true,
    cacheLocation: 'node_modules/.cache/eslint/',
    cacheStrategy: 'content',
  });
  const formatter = await eslint.loadFormatter('stylish');
  return formatter.format(await eslint.lintFiles('.'));
}
