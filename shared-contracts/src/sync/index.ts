export * from './sync.contract.js';
export * from './sync.schemas.js';
