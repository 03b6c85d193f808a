// First: it sets what the schemas below are built with.
import './no-compilation.js';

export * from './auth/auth.schemas.js';
export * from './chat/chat.schemas.js';
export * from './contract.js';
export * from './feature/access.js';
export * from './feature/client-event.js';
export * from './feature/feature-contract.js';
export * from './feature/message-part.js';
export * from './feature/route.js';
export * from './feature/work.js';
export * from './conversations/conversations.schemas.js';
export * from './demo/demo.schemas.js';
export * from './documents/asyncapi.js';
export * from './documents/openapi.js';
export * from './errors.js';
export { features } from './features.js';
export * from './integrity/integrity.schemas.js';
export * from './limits.js';
export * from './messages/mentions.js';
export * from './messages/messages.schemas.js';
export * from './page.js';
export * from './read-receipts/read-receipts.schemas.js';
export * from './scalars.js';
export * from './sync/sync.schemas.js';
export * from './text.js';
export * from './users/people-search.js';
export * from './users/users.schemas.js';
