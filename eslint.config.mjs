// ESLint checks the templates alone; all else is checked by oxlint (`.oxlintrc.json`).
import templates from '@angular-eslint/eslint-plugin-template';
import * as parser from '@angular-eslint/template-parser';

const { recommended, accessibility } = templates.configs;
const { preprocess, postprocess } = templates.processors['extract-inline-html'];

/** The templates within a component's file, and not the file itself, which comes first. */
const inlineTemplates = {
  meta: { name: 'inline-templates' },
  preprocess: (text, file) => preprocess(text, file).slice(1),
  postprocess: (messages, file) => postprocess([[], ...messages], file),
};

export default [
  { ignores: ['**/*.mjs', '**/*.cjs', '**/*.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['frontend/src/**/*.ts'], processor: inlineTemplates },
  {
    files: ['frontend/src/**/*.html'],
    languageOptions: { parser },
    plugins: { '@angular-eslint/template': templates },
    rules: { ...recommended.rules, ...accessibility.rules },
  },
];
