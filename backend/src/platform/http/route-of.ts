import { routes, type Route, type RouteName } from '@litspark/shared-contracts';

/** Under it a controller's method keeps which call of the contract it handles. */
export const ROUTE_KEY = 'litspark:route';

/** The call of the contract that a controller's method handles; null where it handles another address. */
export function routeNameOf(handler: object): RouteName | null {
  return (Reflect.getMetadata(ROUTE_KEY, handler) as RouteName | undefined) ?? null;
}

/** The same with what the contract says of it. */
export function routeOf(handler: object): Route | null {
  const name = routeNameOf(handler);
  return name && routes[name];
}
