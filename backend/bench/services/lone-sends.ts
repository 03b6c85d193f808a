import { randomUUID } from 'node:crypto';
import { median } from '../median.js';
import { makeConversations, makeUsers } from './people.js';
import type { Services } from './services.js';

/** The milliseconds one send takes when nothing else is going on: the median of many. */
export async function measureLoneSend({ dataSource, writer }: Services): Promise<number> {
  const [senderId = ''] = await makeUsers(dataSource, 1);
  const [conversationId = ''] = await makeConversations(dataSource, 1, [senderId]);
  const times: number[] = [];
  for (let count = 0; count < 300; count += 1) {
    const start = performance.now();
    await writer.write({
      conversationId,
      senderId,
      clientMessageId: randomUUID(),
      body: 'Bonjour',
      replyToId: null,
      parts: {},
      sentAt: null,
    });
    times.push(performance.now() - start);
  }
  return median(times);
}
