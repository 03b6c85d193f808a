import type { Bug } from '../../../../check/bugs/bug.js';
import { inOneRun } from '../../../../check/bugs/in-one-run.js';

export const confirmationBugs: readonly Bug[] = [
  {
    ...inOneRun({ ask: 4, confirm: 8 }),
    name: 'confirmation-uncounted',
    why: 'a message follows its confirmations but for those of the same moment',
    patches: [
      {
        file: 'features/confirmations/confirmations.repository.js',
        find: 'AND followed_at IS NOT NULL) AS count',
        replace: 'AND followed_at < now()) AS count',
      },
    ],
    caughtBy: ['confirmations are kept'],
  },
];
