export * from './activity.contract.js';
export * from './activity.schemas.js';
