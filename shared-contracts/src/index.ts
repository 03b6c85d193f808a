// First: it sets what the schemas below are built with.
import './no-compilation.js';

export * from './access.js';
export * from './documents/asyncapi.js';
export * from './documents/openapi.js';
export * from './errors.js';
export * from './events.js';
export * from './limits.js';
export * from './mentions.js';
export * from './people-search.js';
export * from './rest.js';
export * from './rest-messages.js';
export * from './routes.js';
export * from './scalars.js';
export * from './shapes.js';
export * from './text.js';
export * from './work.js';
