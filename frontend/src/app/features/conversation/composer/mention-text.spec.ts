/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { mentionSource } from '@litspark/shared-contracts';
import { mentionPieces, shownText, sourceText, takesSpace, typedMention, withPerson } from './mention-text';

const ann = '0190a0a0-0000-7000-8000-000000000001';
const other = '0190a0a0-0000-7000-8000-000000000002';

describe('mentions in the composer', () => {
  it('are shown as names and sent as mentions', () => {
    const source = `Hello ${mentionSource('Ann Lee', ann)}, and @nobody`;
    const draft = shownText(source);
    expect(draft.text).toBe('Hello @Ann Lee, and @nobody');
    expect(sourceText(draft)).toBe(source);
  });

  it('tell two people of one name apart', () => {
    const source = `${mentionSource('Ann', ann)} ${mentionSource('Ann', other)}`;
    const draft = shownText(source);
    expect(draft.text).toBe('@Ann @Ann (2)');
    expect(sourceText(draft)).toBe(`${mentionSource('Ann', ann)} ${mentionSource('Ann (2)', other)}`);
  });

  it('take the longest name, and only whole ones', () => {
    const one = withPerson(new Map(), 'Ann', ann).people;
    const { people } = withPerson(one, 'Ann Lee', other);
    const sent = sourceText({ text: '@Ann Lee @Ann @Anna', people });
    expect(sent).toBe(`${mentionSource('Ann Lee', other)} ${mentionSource('Ann', ann)} @Anna`);
  });

  it('are cut out of the text for showing', () => {
    const draft = shownText(`a ${mentionSource('Ann', ann)} b`);
    expect(mentionPieces(draft).filter((piece) => piece.mention)).toEqual([{ text: '@Ann', mention: true }]);
    expect(
      mentionPieces(draft)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(draft.text);
  });

  it('are completed while they are typed, but not inside an address', () => {
    expect(typedMention('Hello @an', 9)).toEqual({ start: 6, query: 'an' });
    expect(typedMention('@', 1)).toEqual({ start: 0, query: '' });
    expect(typedMention('Hello @ann le', 13)).toEqual({ start: 6, query: 'ann le' });
    expect(typedMention('ann@example', 11)).toBeNull();
    expect(typedMention('Hello @an', 3)).toBeNull();
  });

  it.each([
    ['@Ann ', '@Ann ,', 5, ','],
    ['@Ann ', '@Ann !', 5, '!'],
    ['(@Ann ', '(@Ann )', 6, ')'],
    ['@Ann  end', '@Ann ? end', 5, '?'],
    ['@Ann ', '@Ann a', 5, null],
    ['@Ann ', '@Ann  ', 5, null],
    ['@Ann ', '@Ann', 5, null],
    ['@Ann ', '@Ann ,,', 5, null],
    ['@Ann ', '@Bob ,', 5, null],
  ])('lose the space after them to a sign: %j → %j', (before, after, caret, sign) =>
    expect(takesSpace(before, after, caret)).toBe(sign),
  );
});
