/** The compiler in machine code, TypeScript 7; Angular's compiler needs the one in JavaScript. See docs/decisions/0057. */
export const tsc = 'node_modules/typescript-native/bin/tsc';

/** For programs in Go, beside others: one core each, and less time for collecting garbage than for the rest. */
export const besideOthers = { ...process.env, GOMAXPROCS: '1', GOGC: '400' };
