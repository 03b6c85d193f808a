import type * as z from 'zod';
import { combine } from './feature/feature-contract.js';
import type { ClientEvent } from './feature/client-event.js';
import { declareMessageParts, type MessagePartName, type MessageParts } from './feature/message-part.js';
import { workPoints } from './feature/work.js';
import type { Acknowledgement } from './errors.js';
import * as declared from './features.js';

type Declared = typeof declared;
type FeatureContracts = { [Name in keyof Declared & `${string}Contract`]: Declared[Name] };

const isContract = ([name]: [string, unknown]) => name.endsWith('Contract');

/** What each feature declares: what the list of features exports under a name such as `pinsContract`. */
export const features = Object.entries(declared)
  .filter(isContract)
  .map(([, contract]) => contract) as readonly FeatureContracts[keyof FeatureContracts][];

/** Every REST call, by the name of its use case. */
export const routes = combine(features, 'routes');
export type RouteName = keyof typeof routes;

/** Every event a client may send. */
export const clientEvents = combine(features, 'clientEvents');
export type ClientEventName = keyof typeof clientEvents;

/** Every event the server may send, with its payload. */
export const serverEvents = combine(features, 'serverEvents');
export type ServerEventName = keyof typeof serverEvents;

type DeclaredParts = { readonly [Name in MessagePartName]: { state: z.ZodType<MessageParts[Name]> } };

/** Every part that a message may have. Doesn't compile where `MessageParts` says something else than a declaration. */
export const declaredParts = combine(features, 'parts') satisfies DeclaredParts;
declareMessageParts(declaredParts);
/** Every kind of personal item, with the schemas of its ids and values. */
export const itemKinds = combine(features, 'itemKinds');
export type ItemKindName = keyof typeof itemKinds;
export type ItemValue<K extends ItemKindName> = z.output<(typeof itemKinds)[K]['value']>;

export const isItemKind = (name: string): name is ItemKindName => Object.hasOwn(itemKinds, name);

/** What a client passes for an event. */
export type ClientPayload<E extends ClientEventName> = z.input<(typeof clientEvents)[E]['payload']>;
/** What the server works with once the payload was checked. */
export type CheckedPayload<E extends ClientEventName> = z.output<(typeof clientEvents)[E]['payload']>;
export type ClientEventData<E extends ClientEventName> = z.output<(typeof clientEvents)[E]['data']>;
export type ServerPayload<E extends ServerEventName> = z.output<(typeof serverEvents)[E]>;

/** For `Server<ClientToServerEvents, ServerToClientEvents>` and `Socket<ServerToClientEvents, ClientToServerEvents>`. */
export type ClientToServerEvents = {
  [E in ClientEventName]: (
    payload: ClientPayload<E>,
    acknowledge?: (answer: Acknowledgement<ClientEventData<E>>) => void,
  ) => void;
};
export type ServerToClientEvents = {
  [E in ServerEventName]: (payload: ServerPayload<E>) => void;
};

/** The points of an event with this payload, which needn't be well formed. */
export function eventPoints(name: ClientEventName, payload: unknown): number {
  const { work, workOf }: ClientEvent = clientEvents[name];
  return workPoints[workOf ? workOf(payload) : work];
}
