import type { MessagePart } from '@litspark/shared-contracts';
import { handledPartOf } from './message-part-handler.js';
import { requireOneEach } from './one-each.js';

/** Throws unless each declared part has one handler among the providers, fit for it, and each handler is for a declared part. */
export function requirePartHandlers(
  declared: Readonly<Record<string, MessagePart>>,
  providers: (object | null)[],
): void {
  const handlers = providers.filter((type) => typeof type === 'function');
  const parts = handlers.map(handledPartOf);
  requireOneEach(
    Object.keys(declared),
    parts,
    (name, count) => `The message part “${name}” of the contract has ${count} handlers.`,
  );
  for (const [at, name] of parts.entries()) {
    const handler = handlers[at];
    if (name === null || !handler) continue;
    if (!Object.hasOwn(declared, name))
      throw new Error(
        `There is a handler of the message part “${name}”, which the contract doesn’t declare.`,
      );
    if (declared[name]?.input && !('admit' in (handler.prototype as object)))
      throw new Error(`The message part “${name}” may be sent, and its handler has no admit().`);
  }
}
