export * from './auth.contract.js';
export * from './auth.schemas.js';
