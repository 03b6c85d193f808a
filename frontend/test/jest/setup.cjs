// Specs of plain functions say `@jest-environment node` and do without Angular's test bed, which takes longer than they do.
if (globalThis.document) require('jest-preset-angular/setup-env/zoneless').setupZonelessTestEnv();
