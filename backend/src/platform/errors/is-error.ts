import { types } from 'node:util';

/** Like `instanceof Error`, also for errors of another realm (what Node itself throws, in a test that runs in a VM). */
export const isError = (value: unknown): value is Error => types.isNativeError(value);
