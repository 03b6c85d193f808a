import type { Bug } from './bug.js';

const markers = 'features/read-receipts/markers.repository.js';
const messageTransaction = 'features/messages/message-transaction.service.js';
const changesService = 'features/messages/message-changes.service.js';
const changesRepository = 'features/messages/message-changes.repository.js';
const repository = 'features/messages/messages.repository.js';

/** Markers, counts, and changes of messages. */
export const stateBugs: readonly Bug[] = [
  {
    name: 'marker-last-write-wins',
    why: 'a read marker goes wherever it is put, back too',
    patches: [
      { file: markers, find: 'AND p.${columns[kind].seq} < taken.seq', replace: '' },
      { file: markers, find: 'WHERE wanted.previous_seq < wanted.seq', replace: '' },
    ],
    run: 'falling behind, with markers',
    scenario: { mix: { send: 3, read: 5 } },
    caughtBy: ['markers never go back', 'markers stand where they were put'],
  },
  {
    name: 'marker-past-the-end',
    why: 'a mark above the last message is kept as it is',
    patches: [{ file: markers, find: 'LEAST(given.seq, c.last_seq) AS seq', replace: 'given.seq AS seq' }],
    run: 'markers and revisions',
    scenario: { mix: { send: 3, read: 5 } },
    caughtBy: ['answers keep to the contract', 'markers stand where they were put'],
  },
  {
    name: 'edit-without-revision',
    why: 'a changed message keeps its revision, so that nobody who was away learns of it',
    patches: [
      {
        file: messageTransaction,
        find: 'const revision = await this.conversations.nextRevision(conversation);',
        replace: 'const revision = message.revision;',
      },
    ],
    run: 'markers and revisions',
    scenario: { mix: { send: 4, edit: 4 } },
    caughtBy: ['one state for each revision'],
  },
  {
    name: 'deleted-body-kept',
    why: 'a deleted message keeps what it said',
    patches: [
      { file: changesService, find: "fields: { body: '',", replace: 'fields: { body: message.body,' },
    ],
    run: 'falling behind, with deletions',
    scenario: { mix: { send: 4, delete: 4 } },
    caughtBy: ['deletions stand', 'a deleted body is gone'],
  },
  {
    name: 'deleted-versions-kept',
    why: 'what a deleted message said before its last edit stays in the database',
    patches: [
      {
        file: changesRepository,
        find: 'DELETE FROM message_versions WHERE message_id = $1)',
        replace: 'DELETE FROM message_versions WHERE message_id = $1 AND false)',
      },
    ],
    run: 'deletions and reactions',
    scenario: { mix: { send: 3, edit: 6, delete: 4 } },
    caughtBy: ['a deleted body is gone'],
  },
  {
    name: 'reaction-counted-twice',
    why: 'the first reaction is counted twice',
    patches: [{ file: changesRepository, find: 'count(*) AS people', replace: 'count(*) + 1 AS people' }],
    run: 'deletions and reactions',
    scenario: { mix: { send: 4, react: 4 } },
    caughtBy: ['reactions stand'],
  },
  {
    name: 'mentions-drift',
    why: 'the message that was read last counts as an unread mention',
    patches: [
      {
        file: repository,
        find: 'AND n.seq > marker.last_read_seq',
        replace: 'AND n.seq >= marker.last_read_seq',
      },
    ],
    run: 'deletions and reactions',
    // Markers of more people than the check of what is delivered live moves to the end, often on a message that mentions them.
    scenario: { people: 5, mix: { mention: 8, read: 16 } },
    caughtBy: ['summaries and counts are right'],
  },
];
