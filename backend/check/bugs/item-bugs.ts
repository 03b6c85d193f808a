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
  {
    name: 'item-left-out-of-sync',
    why: 'who catches up with their items misses the first that is new',
    patches: [
      {
        file: `${items}/personal-items.repository.js`,
        find: 'revision > q.after AND',
        replace: 'revision > q.after + 1 AND',
      },
    ],
    // Away for long enough to miss a change, and seldom enough that somebody misses one alone.
    scenario: {
      mix: { send: 20, see: 1 },
      faults: { 'client killed': 3, 'connections dropped': 1 },
      faultEveryMs: 300,
    },
    caughtBy: ['every device ends with the same items'],
  },
];
