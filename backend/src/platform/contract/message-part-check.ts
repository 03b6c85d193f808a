import type { MessagePart } from '@litspark/shared-contracts';
import { handledPartOf } from './message-part-handler.js';

/** Throws unless each declared part has one handler among the providers, fit for it, and each handler is for a declared part. */
export function requirePartHandlers(
  declared: Readonly<Record<string, MessagePart>>,
  providers: (object | null)[],
): void {
  const handlers = providers.filter((type) => typeof type === 'function');
  const partOf = new Map(handlers.map((type) => [type, handledPartOf(type)]));
  for (const [name, { input }] of Object.entries(declared)) {
    const own = handlers.filter((type) => partOf.get(type) === name);
    if (own.length !== 1)
      throw new Error(`The message part “${name}” of the contract has ${own.length} handlers.`);
    if (input && !own.some((type) => 'admit' in (type.prototype as object)))
      throw new Error(`The message part “${name}” may be sent, and its handler has no admit().`);
  }
  for (const name of partOf.values())
    if (name !== null && !Object.hasOwn(declared, name))
      throw new Error(
        `There is a handler of the message part “${name}”, which the contract doesn’t declare.`,
      );
}
