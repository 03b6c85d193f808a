export * from './sidebar.contract.js';
export * from './sidebar.schemas.js';
