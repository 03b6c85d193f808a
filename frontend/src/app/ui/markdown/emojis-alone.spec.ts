/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { emojisAlone } from './emojis-alone';

describe('emojis alone', () => {
  it.each(['👍', '❤️', '👨‍👩‍👧‍👦🇫🇷', ' 🎉 🎉\n🎉 ', '🏴󠁧󠁢󠁥󠁮󠁧󠁿1️⃣👍🏽', '👏👏👏👏👏👏'])('are “%s”', (body) => {
    expect(emojisAlone(body)).toBe(true);
  });

  it.each(['', ' ', '1', '#', '👍 !', 'Bravo 🎉', '👏👏👏👏👏👏👏', '> 👍', '`👍`', '❤'])(
    'are not “%s”',
    (body) => {
      expect(emojisAlone(body)).toBe(false);
    },
  );
});
