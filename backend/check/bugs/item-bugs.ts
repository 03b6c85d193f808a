import type { Bug } from './bug.js';
import { inOneRun } from './in-one-run.js';

const items = 'features/personal-items';

/** Personal items, of whatever kind. */
export const itemBugs: readonly Bug[] = [
  {
    ...inOneRun({ send: 6 }),
    name: 'item-not-announced',
    why: 'a person’s other devices are not told of an item until they pull',
    patches: [
      {
        file: `${items}/item-changes.service.js`,
        find: 'this.unitOfWork.publish(new ItemsChanged(userId, [stored]));',
        replace: '',
      },
    ],
    caughtBy: ['items come live'],
  },
  {
    ...inOneRun({ send: 4, see: 4 }),
    name: 'item-revision-skipped',
    why: 'a change of an item takes a revision too many',
    patches: [
      {
        file: `${items}/item-changes.repository.js`,
        find: 'SET revision = revision + 1 WHERE user_id = $1 RETURNING revision',
        replace: 'SET revision = revision + 2 WHERE user_id = $1 RETURNING revision',
      },
    ],
    caughtBy: ['items are contiguous'],
  },
];
