import { routes, type Route, type RouteName } from '@litspark/shared-contracts';
import type { TestApp } from '../create-test-app.js';
import { request, type Answer } from '../request.js';
import type { Call } from './route-use.js';
import type { Stage } from './stage.js';

/** The path of a route with `params` as they are and `query` encoded. */
export function pathOf(name: RouteName, { params = {}, query }: Call): string {
  const path = routes[name].path.replace(/:(\w+)/g, (_whole, key: string) => params[key] ?? '');
  return query ? `${path}?${new URLSearchParams(query).toString()}` : path;
}

/** What a client that has these credentials sends along. */
export function credentials({
  accessToken,
  refreshToken,
}: Pick<Stage, 'accessToken' | 'refreshToken'>): Record<string, string> {
  return {
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
    ...(refreshToken && { cookie: `litspark_refresh=${refreshToken}` }),
  };
}

/** Makes a call of a route, as the caller on the stage. */
export function perform(app: TestApp, name: RouteName, call: Call, stage: Stage): Promise<Answer<object>> {
  const route: Route = routes[name];
  return request<object>(app, route.method.toUpperCase(), pathOf(name, call), {
    headers: credentials(stage),
    ...(call.body && { body: call.body }),
  });
}
