export * from './confirmations.contract.js';
export * from './confirmations.schemas.js';
