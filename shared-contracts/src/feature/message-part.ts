import '../no-compilation.js';
import * as z from 'zod';

/** The state of each part that a message may have, by its name. A feature adds its own one by `declare module`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- Only an interface can be added to from elsewhere.
export interface MessageParts {}

/** What a send may bring for a part, by the part's name: only for those that begin with a message. */
// oxlint-disable-next-line typescript/no-empty-object-type -- The same.
export interface MessagePartInputs {}

export type MessagePartName = keyof MessageParts;

/** The parts that one message has. */
export type SomeParts = Partial<MessageParts>;
/** What one send brings. */
export type SomePartInputs = Partial<MessagePartInputs>;

/** A part of messages, as its feature declares it. */
export interface MessagePart {
  /** What it is at present, the same for every reader. */
  state: z.ZodType;
  /** What a send may bring for it; where left out, no send may name it. */
  input?: z.ZodType;
}

type Declared = Readonly<Record<string, MessagePart>>;

/** States by these declarations. What it doesn't know, it lets through: another version may know it. */
export const stateSchema = (declared: Declared) =>
  z.looseObject(
    Object.fromEntries(Object.entries(declared).map(([name, { state }]) => [name, state.optional()])),
  );

/** What a send may bring by these declarations, and nothing else. */
export const inputSchema = (declared: Declared) =>
  z
    .object(
      Object.fromEntries(
        Object.entries(declared).flatMap(([name, { input }]) => (input ? [[name, input.optional()]] : [])),
      ),
    )
    // Not a strict object, whose faults don't stand at the name.
    .catchall(z.unknown().refine(() => false, 'is no part that a message may be sent with'));

// Messages are part of what features declare: what all of them declare is only known afterwards.
let states: z.ZodType = stateSchema({});
let inputs: z.ZodType = inputSchema({});

/** Says, once, which parts there are. Where nothing said so, as in the web client, states of any shape are let through. */
export function declareMessageParts(declared: Declared): void {
  states = stateSchema(declared).meta({ id: 'MessageParts' });
  inputs = inputSchema(declared).meta({ id: 'MessagePartInputs', additionalProperties: false });
}

/** `Message.parts`: empty for a message without parts. */
export const messageParts = z.lazy(() => states) as unknown as z.ZodType<SomeParts>;

/** `parts` of a send, by each part's own schema. */
export const messagePartInputs = z.lazy(() => inputs) as unknown as z.ZodType<
  Readonly<Record<string, unknown>>,
  SomePartInputs
>;
