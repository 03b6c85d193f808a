import type { Bug } from './bug.js';

const changes = 'features/personal-items/item-changes.repository.js';
const itemsOnly = { send: 4, prefer: 6, draft: 2, save: 2 };
/** Each breaks a feature of its own: they are looked for in one run. */
const together = {
  run: 'features, each broken in its own way',
  scenario: {
    mix: { send: 6, pin: 8, ask: 4, confirm: 8, draft: 3, prefer: 2, save: 5, schedule: 4 },
    conversations: ['group', 'group'],
  },
} as const satisfies Partial<Bug>;

/** Parts of messages, personal items, and jobs. */
export const featureBugs: readonly Bug[] = [
  {
    ...together,
    name: 'scheduled-job-lost',
    why: 'a scheduled message is stored without the job that sends it',
    patches: [
      {
        file: 'features/scheduled-messages/scheduled-message.rule.js',
        find: 'await this.jobs.enqueue({ userId: actor.userId, id, sendAt: value.sendAt });',
        replace: '',
      },
    ],
    caughtBy: ['a scheduled message is sent once'],
  },
  {
    ...together,
    name: 'reminder-lost',
    why: 'a job that failed to remind somebody counts as done',
    patches: [
      {
        file: 'features/saved-messages/reminders.service.js',
        find: 'if (value.remindAt !== remindAt || value.doneAt !== null)',
        replace: 'if (value.remindAt !== remindAt || value.doneAt !== null || Math.random() < 0.5)',
      },
    ],
    caughtBy: ['reminders are told'],
  },
  {
    ...together,
    name: 'draft-outlives-send',
    why: 'a draft that is sent stays',
    patches: [
      {
        file: 'features/drafts/sent-drafts.service.js',
        find: 'return this.items.removeMatching(',
        replace: 'return Promise.resolve(',
      },
    ],
    caughtBy: ['an item goes with its send'],
  },
  {
    ...together,
    name: 'item-not-announced',
    why: 'a person’s other devices are not told of an item until they pull',
    patches: [
      {
        file: 'features/personal-items/item-changes.service.js',
        find: 'this.unitOfWork.publish(new ItemsChanged(userId, [stored]));',
        replace: '',
      },
    ],
    caughtBy: ['items come live'],
  },
  {
    ...together,
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
  {
    ...together,
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
  {
    name: 'item-revision-skipped',
    why: 'a change of an item takes a revision too many',
    patches: [
      {
        file: changes,
        find: 'SET revision = revision + 1 WHERE user_id = $1 RETURNING revision',
        replace: 'SET revision = revision + 2 WHERE user_id = $1 RETURNING revision',
      },
    ],
    scenario: { mix: itemsOnly },
    caughtBy: ['items are contiguous'],
  },
  {
    name: 'item-left-out-of-sync',
    why: 'who catches up with their items misses the first that is new',
    patches: [
      {
        file: 'features/personal-items/personal-items.repository.js',
        find: 'revision > q.after AND',
        replace: 'revision > q.after + 1 AND',
      },
    ],
    scenario: { mix: itemsOnly, faults: { 'connections dropped': 1 }, faultEveryMs: 300 },
    caughtBy: ['every device ends with the same items'],
  },
];
