// The contracts import each other and zod only: both sides and any client build them.

export const contractElements = [
  { type: 'contracts-test', patterns: ['shared-contracts/**/*.spec.ts'] },
  { type: 'contracts', patterns: ['shared-contracts/**'] },
];

export const contractRules = [
  { from: ['contracts-test'], allow: ['contracts-test', 'contracts'] },
  {
    from: ['contracts'],
    allow: ['contracts'],
    libraries: ['zod'],
    message: 'The contracts import zod only: both sides and any client build them.',
  },
];
