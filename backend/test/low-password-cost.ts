import type { PasswordCost } from '../src/platform/config/password-cost.js';

/** For tests that sign in, to which it doesn't matter what a hash is worth. */
export const lowPasswordCost: PasswordCost = { memoryCost: 64, timeCost: 1, parallelism: 1 };
