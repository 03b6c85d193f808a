export * from './personal-items.contract.js';
export * from './personal-items.schemas.js';
