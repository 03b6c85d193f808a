import {
  applyDecorators,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { routes, type Route, type RouteName } from '@litspark/shared-contracts';
import { UnsentBytesInterceptor } from '../security/unsent-bytes.interceptor.js';
import { WorkInterceptor } from '../security/work.interceptor.js';
import { ROUTE_KEY } from './route-of.js';

const globalPrefix = '/api';

/**
 * Makes a method of a `@Controller()` without a path the handler of a REST call of the contract: its method, address and status
 * come from there, who may use it and what it costs too. With several statuses the first one counts unless the handler sets another.
 * What is not sent yet of its answers counts for its caller.
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
    UseInterceptors(WorkInterceptor, UnsentBytesInterceptor),
  );
}
