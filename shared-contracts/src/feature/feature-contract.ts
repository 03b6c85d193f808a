import type * as z from 'zod';
import type { ClientEvent } from './client-event.js';
import type { MessagePart } from './message-part.js';
import type { ItemKind } from './item-kind.js';
import type { Route } from './route.js';

/** What one feature adds to the language that clients and server speak. Names are unique over all features. */
export interface FeatureContract {
  /** As its folder is called, on each side. */
  name: string;
  /** REST calls by the name of their use case. */
  routes?: Readonly<Record<string, Route>>;
  /** Events that a client may send, by name. */
  clientEvents?: Readonly<Record<string, ClientEvent>>;
  /** Payloads of the events that the server may send, by name. */
  serverEvents?: Readonly<Record<string, z.ZodObject>>;
  /** What it adds to messages, by the name that stands in `Message.parts`; each is also added to `MessageParts`. */
  parts?: Readonly<Record<string, MessagePart>>;
  /** Kinds of personal items, by name (snake_case). Each has a rule in the backend (`@ItemRule`). */
  itemKinds?: Readonly<Record<string, ItemKind>>;
}

type Section = Exclude<keyof FeatureContract, 'name'>;

type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

type SectionOf<F, S extends Section> = F extends { readonly [K in S]: infer Entries } ? Entries : never;

/** The entries of one section of all features. */
export type Combined<F extends readonly FeatureContract[], S extends Section> =
  Intersection<SectionOf<F[number], S>> extends infer All
    ? { readonly [Name in keyof All]: All[Name] }
    : never;

/**
 * Puts one section of all features together.
 * @throws Error where two features use one name
 */
export function combine<const F extends readonly FeatureContract[], S extends Section>(
  features: F,
  section: S,
): Combined<F, S> {
  const owners = new Map<string, string>();
  const all: Record<string, unknown> = {};
  for (const feature of features) {
    for (const [name, entry] of Object.entries(feature[section] ?? {})) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new Error(`The features ${owner} and ${feature.name} both declare “${name}” in ${section}.`);
      }
      owners.set(name, feature.name);
      all[name] = entry;
    }
  }
  return all as Combined<F, S>;
}
