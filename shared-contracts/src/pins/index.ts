export * from './pins.contract.js';
export * from './pins.schemas.js';
