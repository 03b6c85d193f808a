// What of the contracts needs no schema: a client's first page loads it without zod. All of it is in index.ts too.
export * from './error-codes.js';
export * from './limits.js';
export * from './text.js';
