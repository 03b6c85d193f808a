export * from './conversation-preferences.contract.js';
export * from './conversation-preferences.schemas.js';
export * from './silence.js';
