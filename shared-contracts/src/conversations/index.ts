export * from './conversations.contract.js';
export * from './conversations.schemas.js';
