export * from './presence.contract.js';
