import type * as z from 'zod';
import type { ErrorCode } from '../error-codes.js';
import type { Access } from './access.js';
import type { Work } from './work.js';

/** One REST call. `path` as Express spells it; `answers` by status, null where there is no body. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  /** Under which heading the documentation shows it. */
  tag: string;
  summary: string;
  access: Access;
  /** What it costs of the caller's budget of work; see `routePoints`. */
  work: Work;
  /** The handler takes it, which alone knows whether the call is a repeat: those cost nothing. */
  chargedByHandler?: true;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  answers: Readonly<Record<number, z.ZodType | null>>;
  /** The type of an answer's body that is not JSON, where `answers` says null, such as `text/csv`. */
  media?: string;
  /** Beyond what every call may answer: INTERNAL, UNAVAILABLE, and what `access` and the schemas bring about. */
  errors?: readonly ErrorCode[];
}
