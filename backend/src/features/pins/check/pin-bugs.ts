import type { Bug } from '../../../../check/bugs/bug.js';
import { inOneRun } from '../../../../check/bugs/in-one-run.js';

export const pinBugs: readonly Bug[] = [
  {
    ...inOneRun({ pin: 8 }),
    name: 'unpinned-in-its-table-only',
    why: 'a message that is no longer pinned still says so',
    patches: [
      {
        file: 'features/pins/pins.service.js',
        find: `await this.pins.remove(ref.messageId);
            return { state: null };`,
        replace: `await this.pins.remove(ref.messageId);
            return { state };`,
      },
    ],
    caughtBy: ['pins stand'],
  },
];
