import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import { routes, type Route, type RouteName } from '@litspark/shared-contracts';

const ROUTE_KEY = 'litspark:route';
const globalPrefix = '/api';

/**
 * Makes a method of a `@Controller()` without a path the handler of a REST call of the contract: its method, address and status
 * come from there, who may use it and what it costs too. With several statuses the first one counts unless the handler sets another.
 * @param name the call, as the contract names it
 */
export function Endpoint(name: RouteName): MethodDecorator {
  const route: Route = routes[name];
  if (!route.path.startsWith(`${globalPrefix}/`))
    throw new Error(`${name}: no address below ${globalPrefix}`);
  const [status = '200'] = Object.keys(route.answers);
  return applyDecorators(
    RequestMapping({
      method: RequestMethod[route.method.toUpperCase() as Uppercase<Route['method']>],
      path: route.path.slice(globalPrefix.length),
    }),
    HttpCode(Number(status)),
    SetMetadata(ROUTE_KEY, name),
  );
}

/** The call of the contract that a controller's method handles; null where it handles another address. */
export function routeNameOf(handler: object): RouteName | null {
  return (Reflect.getMetadata(ROUTE_KEY, handler) as RouteName | undefined) ?? null;
}

/** The same with what the contract says of it. */
export function routeOf(handler: object): Route | null {
  const name = routeNameOf(handler);
  return name && routes[name];
}
