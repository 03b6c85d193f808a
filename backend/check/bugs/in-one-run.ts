import type { Mix } from '../acts/act.js';
import type { Bug } from './bug.js';

/** Of a bug that breaks a feature of its own: all these are looked for in one run, in which people do what each of them names. */
export const inOneRun = (mix: Mix) =>
  ({
    run: 'features, each broken in its own way',
    scenario: { conversations: ['group', 'group'], mix },
  }) as const satisfies Partial<Bug>;
