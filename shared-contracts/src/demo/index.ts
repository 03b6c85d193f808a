export * from './demo.contract.js';
export * from './demo.schemas.js';
