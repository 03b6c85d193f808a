export * from './read-receipts.contract.js';
export * from './read-receipts.schemas.js';
