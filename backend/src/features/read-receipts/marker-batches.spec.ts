import { afterEach, expect, it, jest } from '@jest/globals';
import { lockTimeoutMs } from '../../platform/database/data-source-options.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { MarkerBatches, type MarkerStore } from './marker-batches.js';
import { PendingMarks } from './pending-marks.js';

type Store = MarkerStore<number>['storeAll'];

afterEach(() => void jest.restoreAllMocks());

/** Each batch is stored by the next of these, the last one by all that come after. */
function batchesWith(...stores: Store[]): MarkerBatches<number> {
  return new MarkerBatches({
    storeAll: (marks) => (stores.length > 1 ? stores.shift()! : stores[0]!)(marks),
  });
}

const held: Store = (marks) => Promise.resolve(marks.map(() => null));
const stored: Store = (marks) => Promise.resolve(marks.map(({ seq }) => seq));
const away: Store = () => Promise.reject(new UnavailableError('away'));

it('forgets with a mark for how long it was held', async () => {
  const now = performance.now.bind(performance);
  const batches = batchesWith(held, away, held, stored);
  await expect(batches.add('one', 'ann', 1)).rejects.toThrow('away');
  jest.spyOn(performance, 'now').mockImplementation(() => now() + lockTimeoutMs + 1);
  expect(await batches.add('one', 'ann', 2)).toBe(2);
});

it('counts the time of the longest held where marks come together', async () => {
  const pending = new PendingMarks<number>();
  const answers = [1, 2, 3].map((seq) => {
    const answer = pending.add('one', 'ann', seq);
    const [mark] = pending.dequeue();
    mark!.heldSince = [7, 5, null][seq - 1]!;
    return { answer, mark: mark! };
  });
  for (const { mark } of answers) pending.requeue(mark);
  const [shared] = pending.dequeue();
  expect(shared).toMatchObject({ seq: 3, heldSince: 5 });
  shared!.resolve(3);
  expect(await Promise.all(answers.map(({ answer }) => answer))).toEqual([3, 3, 3]);
});

it('finds the one that is at fault in few transactions, and stores the others', async () => {
  let transactions = 0;
  const batches = batchesWith((marks) => {
    transactions += 1;
    if (marks.some(({ userId }) => userId === 'user 77')) return Promise.reject(new Error('odd'));
    return stored(marks);
  });
  const answers = await Promise.allSettled(
    Array.from({ length: 256 }, (_, index) => batches.add('one', `user ${index}`, index)),
  );
  expect(answers.flatMap((answer, index) => (answer.status === 'rejected' ? [index] : []))).toEqual([77]);
  expect(transactions).toBe(1 + 2 * 8);
  await batches.idle();
});
