import type { FieldError } from '@litspark/shared-contracts';
import { ValidationFailedError } from './domain-error.js';

/** A few faults tell a person enough; a hostile payload may have as many as it likes. */
const mostFaults = 20;

/** What a schema found: `path` from the root of what it read. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

/** What a schema found, as the contract tells it. */
export function validationFailed(issues: readonly Issue[]): ValidationFailedError {
  const errors = issues.slice(0, mostFaults).map(toFieldError);
  const [first] = errors;
  return new ValidationFailedError(
    first ? [first.path, first.message].filter(Boolean).join(': ') : 'The request is not well formed.',
    errors,
  );
}

function toFieldError({ path = [], message }: Issue): FieldError {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return { path: keys.join('.'), message };
}
