export * from './chat.contract.js';
export * from './chat.schemas.js';
