import type { Route } from '@litspark/shared-contracts';
import type * as z from 'zod';
import { ApiError } from './api-error';
import type { HttpMethod, HttpRequest, Query } from './http';

type Schema<R, K extends PropertyKey> = R extends { readonly [P in K]: infer S extends z.ZodType }
  ? S
  : never;
type Required<R, K extends 'params' | 'body'> = [Schema<R, K>] extends [never]
  ? unknown
  : { readonly [P in K]: z.input<Schema<R, K>> };
/** What stands in an address as text may be given as what it means; null and undefined are left out. */
type Plain<Query> = { readonly [Name in keyof Query]: Query[Name] | number | boolean | null };
type Optional<R, K extends 'query'> = [Schema<R, K>] extends [never]
  ? unknown
  : { readonly [P in K]?: Plain<z.input<Schema<R, K>>> };
type Answers<R extends Route> = R['answers'][keyof R['answers']];

/** What a call of this route takes: `params` of its path, `query` and `body`, each where the route has one. */
export type CallOf<R extends Route> = Required<R, 'params'> & Optional<R, 'query'> & Required<R, 'body'>;

/** What the call answers; undefined where the answer has no body. */
export type AnswerOf<R extends Route> = [Extract<Answers<R>, z.ZodType>] extends [never]
  ? undefined
  : z.output<Extract<Answers<R>, z.ZodType>>;

/** The request that makes a call of a route. */
export function requestOf<R extends Route>(route: R, given: CallOf<R>): HttpRequest {
  const { params, query, body } = given as {
    params?: Record<string, unknown>;
    query?: Query;
    body?: unknown;
  };
  return { method: route.method.toUpperCase() as HttpMethod, path: pathOf(route, params), query, body };
}

/** The path below `/api`. */
function pathOf({ path }: Route, params: Readonly<Record<string, unknown>> = {}): string {
  return path
    .replace(/^\/api/, '')
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

/**
 * The answer as it came: fields that only a newer server knows are left in it.
 * @throws ApiError INTERNAL where it isn't what the contract says
 */
export function checkedAnswer<R extends Route>(route: R, answer: unknown): AnswerOf<R> {
  const schemas = Object.values(route.answers).filter((schema) => schema !== null);
  const fits =
    schemas.length === 0 ? answer === undefined : schemas.some((one) => one.safeParse(answer).success);
  if (!fits)
    throw new ApiError('INTERNAL', `${route.method} ${route.path} answered what the contract doesn’t know`);
  return answer as AnswerOf<R>;
}
