export * from './marked-unread.contract.js';
export * from './marked-unread.schemas.js';
