import { isDeepStrictEqual } from 'node:util';
import type { PersonalItem } from '@litspark/shared-contracts';
import type { Finding, PersonalProperty } from './evidence.js';

/** Each change takes the next revision: the last one is the count, and nobody saw a higher one. */
const itemsAreContiguous: PersonalProperty = ({ userId, stored: { revision, items }, history }) => {
  const last = Math.max(0, ...items.map((item) => item.revision));
  const seen = history.items.highest(userId);
  return [
    last !== revision && `the count is ${revision}, and the last change ${last}`,
    seen > revision && `revision ${seen} was seen, and the count is ${revision}`,
    new Set(items.map((item) => item.revision)).size !== items.length && 'a revision is held twice',
  ].flatMap((what) => (what ? [{ what }] : []));
};

const everyDeviceHoldsThem: PersonalProperty = ({ stored, devices }) => {
  const living = new Map(stored.items.filter(({ value }) => value).map((item) => [keyOf(item), item]));
  return devices.flatMap(({ who, held }): Finding[] => {
    const theirs = new Map([...held.items].filter(([, { value }]) => value));
    const wrong = [...new Set([...living.keys(), ...theirs.keys()])].filter(
      (key) => !isDeepStrictEqual(living.get(key), theirs.get(key)),
    );
    const findings = wrong.slice(0, 5).map((key) => ({
      what: `${key} is ${JSON.stringify(theirs.get(key))}, and stored as ${JSON.stringify(living.get(key))}`,
      who,
    }));
    if (held.revision !== stored.revision)
      findings.push({
        what: `it holds revision ${held.revision}, and the present one is ${stored.revision}`,
        who,
      });
    return findings;
  });
};

const keyOf = ({ kind, id }: PersonalItem): string => `${kind} ${id}`;

/** What must hold, whatever kinds there are, of every person's items whenever all is at rest. */
export const itemProperties: Readonly<Record<string, PersonalProperty>> = {
  'items are contiguous': itemsAreContiguous,
  'every device ends with the same items': everyDeviceHoldsThem,
};
