export * from './scheduled-messages.contract.js';
export * from './scheduled-messages.schemas.js';
