import { randomUUID } from 'node:crypto';
import { systemFor } from '../../src/platform/security/actor.js';
import { median } from '../median.js';
import { makeConversations, makeUsers } from './people.js';
import type { Services } from './services.js';

export interface SyncCost {
  conversations: number;
  changed: number;
  /** Median milliseconds of one call. */
  milliseconds: number;
}

/** What one `sync` costs a person with so many conversations, of which so many changed. */
export async function measureSync(
  { dataSource, writer, sync }: Services,
  conversations: number,
  changed: number,
): Promise<SyncCost> {
  const [reader = '', sender = ''] = await makeUsers(dataSource, 2);
  const ids = await makeConversations(dataSource, conversations, [reader, sender]);
  const held = ids.map((id) => ({ id, revision: 1, lastReadSeq: 0 }));
  await Promise.all(
    ids.slice(0, changed).map((conversationId) =>
      writer.write({
        conversationId,
        senderId: sender,
        clientMessageId: randomUUID(),
        body: 'Du nouveau',
        replyToId: null,
        parts: {},
        sentAt: null,
      }),
    ),
  );
  const actor = systemFor(reader);
  const times: number[] = [];
  for (let count = 0; count < 50; count += 1) {
    const start = performance.now();
    const answer = await sync.sync(actor, { conversations: held });
    times.push(performance.now() - start);
    if (answer.changed.length !== changed || answer.unchanged !== conversations - changed)
      throw new Error('sync answered something else than what changed');
  }
  return { conversations, changed, milliseconds: median(times) };
}
