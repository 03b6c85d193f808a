import type { Bug } from './bug.js';

const writer = 'features/messages/message-writer.service.js';
const store = 'features/messages/batch-store.service.js';
const batches = 'features/messages/message-batches.repository.js';
const plainStore = 'features/messages/plain-sends.repository.js';
const plainSends = 'features/messages/plain-sends.service.js';
const plan = 'features/messages/message-batch.js';
const unit = 'platform/database/unit-of-work.js';

/** Alters the table at the start: what the schema forbids is another guard. */
const dropping = (...constraints: string[]) => ({
  file: 'start.js',
  find: 'database = prepared;',
  replace: `database = prepared;
    const { Client } = await import('pg');
    const altering = new Client(prepared.url);
    await altering.connect();
    for (const name of ${JSON.stringify(constraints)})
      await altering.query('ALTER TABLE messages DROP CONSTRAINT IF EXISTS ' + name);
    await altering.end();`,
});

/** Lets one change in ten fail when all is done but the commit, as if the database went away at that moment. */
const failing = {
  file: unit,
  find: 'const result = await work();',
  replace: `const result = await work();
            if (Math.random() < 0.1) throw new Error('Connection terminated');`,
};

/** Every send is decided in a batch, as where something speaks against it. */
const decided = { file: plainSends, find: 'if (plain.size === 0)', replace: 'if (true)' };

/** How messages are stored, numbered and acknowledged. */
export const storageBugs: readonly Bug[] = [
  {
    name: 'acknowledged-before-commit',
    why: 'a message is acknowledged while its transaction is still open',
    patches: [
      decided,
      {
        file: writer,
        find: `return batch.map(({ send }) => send);
            }));`,
        replace: `return batch.map(({ send }) => send);
            }).then((stored) => {
                for (const [index, pending] of batch.entries()) {
                    if (stored.outcomes[index]) pending.settle(stored.outcomes[index]);
                    if (stored.outcomes[index]) pending.settle = () => undefined;
                }
                return stored;
            }));`,
      },
      failing,
    ],
    run: 'commits and pages',
    caughtBy: ['no acknowledged message is lost'],
  },
  {
    name: 'failed-commit-swallowed',
    why: 'where a batch fails as a whole, each send is answered as planned',
    patches: [
      decided,
      {
        file: store,
        find: 'const decided = outcomes.values();',
        replace: `const decided = outcomes.values();
        this.planned = outcomes;`,
      },
      {
        file: writer,
        find: 'batch.forEach((pending) => pending.settle(error));',
        replace: 'batch.forEach((pending, index) => pending.settle(this.store.planned?.[index] ?? error));',
      },
      failing,
    ],
    run: 'commits and retries',
    caughtBy: ['no acknowledged message is lost'],
  },
  {
    name: 'not-idempotent',
    why: 'nothing recognises a send that was stored before',
    patches: [
      dropping('messages_client_message_id'),
      {
        file: batches,
        find: 'AND client_message_id = send.client_message_id LIMIT 1',
        replace: 'AND client_message_id = send.client_message_id AND false LIMIT 1',
      },
      {
        file: plainStore,
        find: 'AND client_message_id = send.client_message_id LIMIT 1',
        replace: 'AND client_message_id = send.client_message_id AND false LIMIT 1',
      },
    ],
    run: 'commits and retries',
    caughtBy: ['stored once'],
  },
  {
    name: 'numbered-without-lock',
    why: 'the next seq is the highest one plus one, as two transactions at once see it',
    patches: [
      dropping('messages_seq', 'messages_revision'),
      {
        file: unit,
        find: 'return this.queue.run(conversationIds, () => this.run(work, waitsForLocks));',
        replace: 'return this.run(work, waitsForLocks);',
      },
      {
        file: unit,
        find: 'return this.queue.run(conversationIds, () => this.runPatiently(work));',
        replace: 'return this.runPatiently(work);',
      },
      {
        file: unit,
        find: 'return this.queue.run(conversationIds, async () => {',
        replace: 'return ((_ids, work) => work())(conversationIds, async () => {',
      },
      {
        file: plainStore,
        find: 'WHERE id = wanted.id AND archived_at IS NULL LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED',
        replace: 'WHERE id = wanted.id AND archived_at IS NULL LIMIT 1',
      },
      {
        file: batches,
        find: 'WHERE id = wanted.id LIMIT 1 ${this.rowLock}) c',
        replace: 'WHERE id = wanted.id LIMIT 1) c',
      },
      { file: writer, find: 'if (this.taken.has(id))', replace: 'if (false)' },
    ],
    scenario: { paceMs: 15 },
    caughtBy: ['order changed', 'one change for each revision', 'seq is contiguous', 'real-time order'],
  },
  {
    name: 'numbers-burnt',
    why: 'a send takes its number before it is known whether it will be stored, as a sequence does',
    patches: [
      decided,
      {
        file: plan,
        find: "plan.outcomes.push(ValidationFailedError.at('replyToId', 'is no message of this conversation'));",
        replace: `conversation.lastSeq += 1;
            plan.outcomes.push(ValidationFailedError.at('replyToId', 'is no message of this conversation'));`,
      },
    ],
    run: 'numbers, events and locks',
    scenario: { paceMs: 20, mix: { send: 5, refused: 8, burst: 3 } },
    caughtBy: ['seq is contiguous'],
  },
  {
    name: 'announced-before-commit',
    why: 'others are sent a message whose transaction may still fail',
    patches: [
      decided,
      { file: unit, find: 'scope.events.push(event);', replace: 'this.bus.dispatch(event);' },
      failing,
    ],
    run: 'numbers, events and locks',
    caughtBy: ['nothing that was seen is lost', 'order changed'],
  },
  {
    name: 'locked-rows-waited-for',
    why: 'a batch waits for a conversation that another process holds, and all others with it',
    patches: [
      {
        file: batches,
        find: "this.unitOfWork.waitsForLocks ? 'FOR NO KEY UPDATE' : 'FOR NO KEY UPDATE SKIP LOCKED'",
        replace: "'FOR NO KEY UPDATE'",
      },
    ],
    run: 'numbers, events and locks',
    scenario: { conversations: ['group', 'group', 'group', 'group'], locksRows: true },
    caughtBy: ['locked rows stop nobody else'],
  },
];
