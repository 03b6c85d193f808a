import { METHODS } from 'node:http';
import { ConnectedSockets } from '../../src/platform/realtime/connected-sockets.js';
import { EventDispatcher } from '../../src/platform/realtime/event-dispatcher.js';
import { closeTestClients, connectTestClient } from '../connect-test-client.js';
import type { TestApp } from '../create-test-app.js';
import { createUser } from '../create-user.js';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/** Every route that the running app registered, such as `get /api/me`, or `all /x` for every method. */
export function registeredRoutes(app: TestApp): string[] {
  // Express' types leave out what methods a route has.
  const layers = app.nest.getHttpAdapter().getInstance().router.stack as unknown as Layer[];
  return layers.flatMap(({ route }) => {
    if (!route) return [];
    const methods = Object.keys(route.methods);
    return (methods.length === METHODS.length ? ['all'] : methods).map((method) => `${method} ${route.path}`);
  });
}

/** Every event that the running app handles on a socket, and what else listens to it. */
export async function registeredEvents(app: TestApp): Promise<{ events: string[]; listeners: string[] }> {
  const dispatcher = app.get(EventDispatcher);
  const events: string[] = [];
  const open = dispatcher.open.bind(dispatcher);
  dispatcher.open = (socket, handlers) => {
    events.push(...handlers.map(({ message }) => String(message)));
    open(socket, handlers);
  };
  const user = await createUser(app);
  try {
    await connectTestClient(app, user);
    const [socket] = app.get(ConnectedSockets).of(user.id);
    return { events, listeners: (socket?.eventNames() ?? []).map(String) };
  } finally {
    dispatcher.open = open;
    closeTestClients();
  }
}
