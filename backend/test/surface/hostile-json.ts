import * as fc from 'fast-check';
import { anyText } from './any-text.js';

/** Deep enough to overflow a stack that follows it. */
const depth = 4_000;

/** Values as JSON spells them: some can't be written otherwise. */
const hostileValues = [
  ...['null', 'true', '{}', '[]', '""', '" "', '0', '-0', '-1', '1.5', '"1"', '"NaN"', '"Infinity"', '"{}"'],
  ...['1e400', '-1e400', '1e-400', '9007199254740991', '9007199254740992', '2147483648', '1e21'],
  ...[
    '"\\u0000"',
    '"a\\u0000b@example.org"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u202e\\u2028\\ufeff"',
    '"%00"',
  ],
  ...[
    '"__proto__"',
    '"constructor"',
    '"\'; DROP TABLE messages; --"',
    '"../../etc/passwd"',
    '[null]',
    '[[],{}]',
  ],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"length":1e9}'],
  ...['{"toString":null,"valueOf":1}', '{"toJSON":"x"}', '{"then":1}', '{"0":"a","length":1}', '{"$gt":""}'],
  ...['"00000000-0000-0000-0000-000000000000"', '"00000000-0000-0000-0000-00000000000g"'],
  ...['["00000000-0000-0000-0000-000000000000"]', '{"_placeholder":true,"num":0}'],
];

/** Those that take their time: deep, long, many. */
const largeValues = [
  `${'['.repeat(depth)}${']'.repeat(depth)}`,
  `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  `"${'x'.repeat(20_000)}"`,
  `"${'\\u0065\\u0301'.repeat(9_000)}"`,
  `[${Array.from({ length: 5_000 }, () => '1').join(',')}]`,
];

const foreignKeys = [
  '__proto__',
  'constructor',
  'toString',
  '',
  '\0',
  'id',
  'senderId',
  'role',
  'passwordHash',
];

/**
 * `valid` as JSON with each of its fields gone or replaced by each hostile value, with foreign keys, or not at all. The large values
 * take the fields in turn.
 */
export function hostileVariants(valid: Valid): string[] {
  const fields = spelt(valid);
  return [
    ...fields.flatMap((_field, at) => [
      object(fields.filter((_other, place) => place !== at)),
      ...hostileValues.map((value) => object(replaced(fields, at, value))),
      ...largeValues
        .filter((_value, turn) => turn % fields.length === at)
        .map((value) => object(replaced(fields, at, value))),
    ]),
    ...foreignKeys.map((key) => object([...fields, [key, '{"polluted":true}']])),
    ...hostileValues,
    ...largeValues,
    `[${object(fields)}]`,
    JSON.stringify(object(fields)),
  ];
}

/** The same, made up: any value in place of a field, beside the others, or instead of all. */
export function madeUpVariant(valid: Valid): fc.Arbitrary<string> {
  const fields = spelt(valid);
  const value = fc.oneof(
    fc.json({ maxDepth: 3 }),
    anyText.map((text) => JSON.stringify(text)),
    fc.constantFrom(...hostileValues, ...largeValues),
  );
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.nat({ max: fields.length }), value)
        .map(([at, made]) => object(replaced(fields, at, made))),
    },
    fc.tuple(anyText, value).map((field) => object([...fields, field])),
    value,
  );
}

type Valid = Readonly<Record<string, unknown>>;
type Field = readonly [key: string, spelt: string];

const spelt = (valid: Valid): Field[] =>
  Object.entries(valid).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, JSON.stringify(value)] as const],
  );

const replaced = (fields: readonly Field[], at: number, value: string): Field[] =>
  fields.map(([key, before], place) => [key, place === at ? value : before]);

const object = (fields: readonly Field[]): string =>
  `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
