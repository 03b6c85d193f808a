import { describe, expect, it } from '@jest/globals';
import { findMentions, mentionAt, mentionedUserIds, mentionSource } from '../index.js';

const ann = '0190f3a1-7c3b-7abc-8def-0123456789ab';
const ben = '0190f3a1-7c3b-7abc-8def-0123456789ac';

describe('a mention', () => {
  it('is found with its shown name, place and source', () => {
    const source = `@[Ann Ó’Hara](user:${ann})`;
    expect(findMentions(`👋 ${source}!`)).toEqual([
      { shownName: 'Ann Ó’Hara', userId: ann, index: 3, source },
    ]);
  });

  it('is found at its own place only', () => {
    const source = mentionSource('Ann', ann);
    expect(mentionAt(`a ${source}`, 2)).toEqual(findMentions(`a ${source}`)[0]);
    expect(mentionAt(`a ${source}`, 0)).toBeNull();
    expect(mentionAt(`a ${source}`, 3)).toBeNull();
  });

  it('names a person once, in the order of first mention, in lower case', () => {
    const text = `@[B](user:${ben.toUpperCase()}) @[A](user:${ann}) @[B](user:${ben})`;
    expect(mentionedUserIds(text)).toEqual([ben, ann]);
  });

  it.each([
    ['a plain link', `[Ann](user:${ann})`],
    ['no id', '@[Ann](user:ann)'],
    ['an empty name', `@[](user:${ann})`],
    ['a line break in the name', `@[An\nn](user:${ann})`],
    ['another scheme', `@[Ann](https:${ann})`],
  ])('is not found in %s', (_name, text) => {
    expect(findMentions(text)).toEqual([]);
  });

  it('that is written for a name is found again, whatever the name holds', () => {
    for (const name of ['Ann', 'Ann [Ops]', 'A\r\nB', ']]](user:x)', '👩‍🚀 '.repeat(80)])
      expect(mentionedUserIds(mentionSource(name, ann))).toEqual([ann]);
  });

  it('written for a long name is still well-formed text', () => {
    expect(/[\ud800-\udbff](?![\udc00-\udfff])/.test(mentionSource('x' + '👍'.repeat(200), ann))).toBe(false);
  });
});
