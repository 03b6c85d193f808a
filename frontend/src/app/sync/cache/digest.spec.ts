/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { createHash, webcrypto } from 'node:crypto';
import { TextEncoder } from 'node:util';
import { aMessage } from '../../../testing/shapes';
import { differing, digestOf } from './digest';

// jsdom has neither.
Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
Object.assign(globalThis, { TextEncoder });

it('digests place, identity and state of each message, as the server does', async () => {
  const held = [aMessage({ seq: 4, revision: 9 }), aMessage({ seq: 5, revision: 6 })];
  const lines = held.map(({ seq, id, revision }) => `${seq}:${id}:${revision}\n`).join('');
  expect(await digestOf(held)).toBe(createHash('sha256').update(lines).digest('hex'));
  expect(await digestOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

it('finds what is missing, another, or in another state', () => {
  const truth = [1, 2, 3, 4].map((seq) => aMessage({ seq, revision: 10 + seq }));
  const held = [
    aMessage({ seq: 1, revision: 11 }),
    aMessage({ seq: 2, revision: 99 }),
    aMessage({ seq: 3, revision: 13, id: aMessage({ seq: 77 }).id }),
  ];
  expect(differing(held, truth).map(({ seq }) => seq)).toEqual([2, 3, 4]);
  expect(differing(truth, truth)).toEqual([]);
});
