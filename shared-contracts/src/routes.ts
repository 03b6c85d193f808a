import { authRoutes } from './routes/auth.js';
import { conversationRoutes } from './routes/conversations.js';
import { messageRoutes } from './routes/messages.js';
import type { Route } from './routes/route.js';
import { userRoutes } from './routes/users.js';

export type { Route } from './routes/route.js';

/** Every REST call of the contract, by the name of its use case. */
export const routes = {
  ...authRoutes,
  ...userRoutes,
  ...conversationRoutes,
  ...messageRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
