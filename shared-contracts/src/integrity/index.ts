export * from './integrity.contract.js';
export * from './integrity.schemas.js';
