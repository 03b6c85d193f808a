export * from './mentions.js';
export * from './messages.contract.js';
export * from './messages.schemas.js';
