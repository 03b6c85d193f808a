import { describe, expect, it } from '@jest/globals';
import {
  body,
  codePointLength,
  displayName,
  id,
  isStorableText,
  limits,
  password,
  title,
  topic,
} from './index.js';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('text', () => {
  it('is measured in code points, not in UTF-16 units', () => {
    expect(codePointLength('é👍🏽x')).toBe(4);
    expect(accepts(body, '👍'.repeat(limits.bodyCodePoints))).toBe(true);
    expect(accepts(body, '👍'.repeat(limits.bodyCodePoints) + 'x')).toBe(false);
  });

  it.each([
    ['NUL', 'a\0b'],
    ['a high surrogate alone', 'a\ud83d'],
    ['a low surrogate alone', '\udc4da'],
    ['surrogates in the wrong order', '\udc4d\ud83d'],
  ])('with %s cannot be stored', (_name, value) => {
    expect(isStorableText(value)).toBe(false);
    for (const schema of [body, title, topic, displayName, password])
      expect(accepts(schema, `long enough ${value}`)).toBe(false);
  });

  it('with whole surrogate pairs, right-to-left marks and line breaks can be stored', () => {
    expect(isStorableText('👨‍👩‍👧 \u200fשלום\r\n\t')).toBe(true);
  });

  it.each([
    ['a right-to-left override', '\u202e'],
    ['a right-to-left mark', '\u200f'],
    ['an isolate', '\u2066'],
    ['an Arabic letter mark', '\u061c'],
    ['a line break', '\n'],
    ['a tab', '\t'],
    ['an escape', '\u001b'],
    ['a C1 control', '\u0085'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
  ])('with %s is neither a name nor a title, and stays what it is in a body', (_name, character) => {
    for (const schema of [title, topic, displayName]) expect(accepts(schema, `An${character}n`)).toBe(false);
    expect(accepts(body, `An${character}n`)).toBe(true);
  });

  it.each(['שלום עולם', 'محمد', '👩🏽‍💻 Zoé d’Été', 'नमस्ते', 'Anne-Marie  (RH)', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'می‌خواهم'])(
    'such as %s is a name and a title',
    (value) => {
      for (const schema of [title, topic, displayName]) expect(accepts(schema, value)).toBe(true);
    },
  );

  it('is kept as it was typed', () => {
    const typed = '  <b>**hi**</b>\n\n &amp;  ';
    expect(body.parse(typed)).toBe(typed);
  });

  it.each(['', ' ', '\n\t \u00a0'])('that is blank (%j) is no body, title or name', (blank) => {
    for (const schema of [body, title, displayName]) expect(accepts(schema, blank)).toBe(false);
  });

  it('may be empty as a topic, which takes it away', () => {
    expect(accepts(topic, '')).toBe(true);
  });

  it.each([
    ['a title', title, limits.titleCodePoints],
    ['a topic', topic, limits.topicCodePoints],
    ['a password', password, limits.passwordMaxCodePoints],
  ])('has its longest length as %s', (_name, schema, longest) => {
    expect(accepts(schema, 'x'.repeat(longest))).toBe(true);
    expect(accepts(schema, 'x'.repeat(longest + 1))).toBe(false);
  });

  it('of eleven code points is too short a password, of twelve long enough', () => {
    expect(accepts(password, '🔑'.repeat(11))).toBe(false);
    expect(accepts(password, '🔑'.repeat(12))).toBe(true);
  });
});

describe('an id', () => {
  it('is read in any case and given in lower case', () => {
    expect(id.parse('0190F3A1-7C3B-7ABC-8DEF-0123456789AB')).toBe('0190f3a1-7c3b-7abc-8def-0123456789ab');
  });

  it.each([
    '',
    '1',
    '0190f3a17c3b7abc8def0123456789ab',
    ' 0190f3a1-7c3b-7abc-8def-0123456789ab',
    7,
    null,
    {},
  ])('is not %j', (value) => {
    expect(accepts(id, value)).toBe(false);
  });
});
