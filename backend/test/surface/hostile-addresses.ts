import * as fc from 'fast-check';
import { anyText } from './any-text.js';

const id = '01900000-0000-7000-8000-000000000000';

const cursorOf = (json: string) => Buffer.from(json).toString('base64url');

/** What a list's cursor could hold if a client made it. */
const madeUpCursors = [
  ...[
    '',
    'x',
    'null',
    '[]',
    '{}',
    '1e400',
    '[null]',
    '[1e400]',
    '[-1]',
    '[9007199254740991]',
    '[1.5]',
    '"x"',
  ],
  ...[
    '["x","y"]',
    `["\\u0000","${id}"]`,
    `["a","${id}","b"]`,
    `["\\ud800","${id}"]`,
    `["x","${id.slice(1)}"]`,
  ],
  ...[
    `["0000-01-01T00:00:00Z","${id}"]`,
    `["9999-12-31T23:59:59.999Z","${id}"]`,
    `["2026-02-30T00:00:00Z","${id}"]`,
  ],
  ...[`["2026-01-01T00:00:00.123456789123Z","${id}"]`, `{"0":"a","1":"${id}","length":2}`],
].map(cursorOf);

/** Values of query parameters as they stand in an address. */
const hostileParameters = [
  ...[
    '',
    '0',
    '-1',
    '1.5',
    '201',
    '1e3',
    '1e400',
    '-0',
    '0x10',
    'NaN',
    'Infinity',
    'null',
    'true',
    '+5',
    '%205',
  ],
  ...[
    '9007199254740991',
    '9007199254740993',
    '99999999999999999999',
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%FF',
    '%',
    '%E0%A4%A',
  ],
  ...[
    '__proto__',
    '[object%20Object]',
    "'%20OR%201=1--",
    '%25',
    '_',
    '%5C',
    '%F0%9F%98%80',
    '%E2%80%AE',
    ',',
    ',,,',
  ],
  ...[id, `${id},${id}`, `${id},x`, 'x'.repeat(4_000), Array.from({ length: 101 }, () => id).join(',')],
];

/** Each name with each hostile value, alone and repeated. */
export function hostileQueries(names: readonly string[]): string[] {
  return names.flatMap((name) => [
    ...[...hostileParameters, ...(name === 'cursor' ? madeUpCursors : [])].map((value) => `${name}=${value}`),
    `${name}=1&${name}=2`,
    `${name}=&${name}=`,
    name,
  ]);
}

const madeUpParameter = fc.oneof(
  fc.constantFrom(...hostileParameters, ...madeUpCursors),
  anyText.filter(isWellFormed).map(encodeURIComponent),
);

/** Queries with such values: alone, repeated, or spelt as lists and objects. */
export function madeUpQuery(names: readonly string[]): fc.Arbitrary<string> {
  const pair = fc
    .tuple(
      fc.constantFrom(...names, '__proto__', 'constructor', 'foreign'),
      fc.constantFrom('', '', '', '[]', '[0]', '[$ne]', '[__proto__]', '%00'),
      madeUpParameter,
    )
    .map(([name, suffix, value]) => `${name}${suffix}=${value}`);
  return fc
    .tuple(fc.array(pair, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([pairs, isRepeated]) => [...pairs, ...(isRepeated ? pairs : [])].join('&'));
}

/** What can stand in a path where an id should, and isn't one. */
export const hostileSegments = [
  ...[
    'x',
    '0',
    '-1',
    'null',
    'undefined',
    '%00',
    '%',
    '%zz',
    '%E0%A4%A',
    '%ED%A0%80',
    '%FF',
    '..%2F..%2Fetc',
    '%2e%2e',
    '*',
  ],
  ...[
    '__proto__',
    'constructor',
    `${id}0`,
    id.slice(1),
    `${id}%00`,
    `${id}%20`,
    `%7B${id}%7D`,
    id.replaceAll('-', ''),
  ],
  ...[
    "'%20OR%20'1'='1",
    ';',
    ':id',
    '(.*)',
    'x'.repeat(4_000),
    '%F0%9F%98%80',
    `${id},${id}`,
    `${id};jsessionid=1`,
  ],
];

function isWellFormed(value: string): boolean {
  try {
    encodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}
