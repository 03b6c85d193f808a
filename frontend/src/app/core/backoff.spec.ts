/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { backoffMs } from './backoff';

const bounds = { firstMs: 1_000, mostMs: 30_000 };

it('doubles from failure to failure up to the most', () => {
  expect([0, 1, 2, 5, 500].map((attempt) => backoffMs(attempt, bounds, () => 1))).toEqual([
    1_000, 2_000, 4_000, 30_000, 30_000,
  ]);
});

it('spreads over the upper half, so that clients don’t return together', () => {
  expect(backoffMs(2, bounds, () => 0)).toBe(2_000);
  expect(backoffMs(2, bounds, () => 0.5)).toBe(3_000);
});
