import { isError } from '../errors/is-error.js';

/** What of an error is fit for a log. Others of its fields (a query's parameters, a row's values) may hold what people wrote. */
export function serializeError(error: unknown): Record<string, unknown> {
  if (!isError(error)) return { message: String(error) };
  return {
    type: error.constructor.name,
    message: error.message,
    ...('code' in error && { code: error.code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  };
}
