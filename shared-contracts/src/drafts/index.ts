export * from './drafts.contract.js';
export * from './drafts.schemas.js';
