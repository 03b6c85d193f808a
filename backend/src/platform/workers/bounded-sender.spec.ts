import { expect, it } from '@jest/globals';
import { BoundedSender } from './bounded-sender.js';

it('sends in order, drops what is not taken in time, and says so once it is taken again', () => {
  const taken: string[] = [];
  const sent: (() => void)[] = [];
  const sender = new BoundedSender<string>(
    (message, done) => {
      taken.push(message);
      sent.push(done);
    },
    'missed',
    10,
  );
  for (const message of ['a', 'b', 'c', 'd']) sender.push(message, 4);
  expect(taken).toEqual(['a', 'b']);
  sent.shift()?.();
  // What came after a gap would hide it.
  sender.push('e', 4);
  expect(taken).toEqual(['a', 'b']);
  sent.shift()?.();
  expect(taken).toEqual(['a', 'b', 'missed']);
  sent.shift()?.();
  sender.push('f', 4);
  expect(taken).toEqual(['a', 'b', 'missed', 'f']);
});

it('takes a message that is longer than all that may wait', () => {
  const taken: string[] = [];
  const sender = new BoundedSender<string>((message) => taken.push(message), 'missed', 10);
  sender.push('long', 100);
  expect(taken).toEqual(['long']);
});
