// First: it sets what the schemas below are built with.
import './no-compilation.js';

export * from './contract.js';
export * from './feature/access.js';
export * from './feature/client-event.js';
export * from './feature/feature-contract.js';
export * from './feature/message-part.js';
export * from './feature/item-kind.js';
export * from './feature/route.js';
export * from './feature/work.js';
export * from './documents/asyncapi.js';
export * from './documents/openapi.js';
export * from './error-codes.js';
export * from './errors.js';
export * from './features.js';
export * from './limits.js';
export * from './page.js';
export * from './scalars.js';
export * from './text.js';
