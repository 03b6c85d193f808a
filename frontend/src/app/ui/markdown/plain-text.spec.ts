/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { mentionSource } from '@litspark/shared-contracts';
import { plainText } from './plain-text';

describe('a preview', () => {
  it('says what the Markdown says, in one line', () => {
    expect(plainText('# Plan\n\n- **one**\n- `two`\n> [three](https://example.org)')).toBe(
      'Plan one two three',
    );
  });

  it('keeps underscores and stars that mark nothing', () => {
    expect(plainText('snake_case_name and 2 * 3 * 4')).toBe('snake_case_name and 2 * 3 * 4');
  });

  it('names who is mentioned', () => {
    const mention = mentionSource('Ann Lee', '0190a0a0-0000-7000-8000-000000000001');
    expect(plainText(`${mention}, look`)).toBe('@Ann Lee, look');
    expect(plainText(`${mention}, look`, { nameOf: () => 'Ann $& Moss' })).toBe('@Ann $& Moss, look');
  });

  it('ends with an ellipsis where it is cut', () => {
    expect(plainText('a'.repeat(300), { maxLength: 10 })).toBe('aaaaaaaaa…');
    expect(plainText('👍'.repeat(300), { maxLength: 10 })).toBe('👍👍👍👍…');
  });
});
