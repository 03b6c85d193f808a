export * from './default-settings.js';
export * from './settings.contract.js';
export * from './settings.schemas.js';
