export * from './people-search.js';
export * from './users.contract.js';
export * from './users.schemas.js';
