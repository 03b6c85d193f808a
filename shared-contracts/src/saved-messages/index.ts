export * from './saved-messages.contract.js';
export * from './saved-messages.schemas.js';
