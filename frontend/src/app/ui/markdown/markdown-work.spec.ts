/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { limits, mentionSource } from '@litspark/shared-contracts';
import * as fc from 'fast-check';
import { anybody, closed, filled, repeated } from '../../../testing/markdown-pieces';
import { markdown } from './markdown-parser';
import { plainText } from './plain-text';

/** A mention, with the longest name. */
const longestAtOnePlace = 250;
const env = { ownUserId: null, nameOf: () => null };

/** A pattern that is tied to a place and repeats nothing without end. */
const looksAtOnePlace = (pattern: RegExp) =>
  pattern.sticky || (pattern.source.startsWith('^') && !pattern.multiline && !/[*+]/.test(pattern.source));

/**
 * The work of a call, in steps: characters that are looked at one by one, and characters that a search or a pattern passes
 * over. No clock is asked, so that the figures are the same on every machine.
 */
function steps(call: () => void): number {
  /* oxlint-disable typescript/unbound-method -- called with their own objects */
  const { charCodeAt, charAt, startsWith, indexOf } = String.prototype;
  const { exec } = RegExp.prototype;
  /* eslint-enable @typescript-eslint/unbound-method */
  let count = 0;
  const counting = <A extends unknown[], R>(method: (this: string, ...rest: A) => R) =>
    function (this: string, ...rest: A): R {
      count += 1;
      return method.apply(this, rest);
    };
  String.prototype.charCodeAt = counting(charCodeAt);
  String.prototype.charAt = counting(charAt);
  String.prototype.startsWith = counting(startsWith);
  String.prototype.indexOf = function (this: string, sought: string, from = 0) {
    const found = indexOf.call(this, sought, from);
    count += 1 + (found < 0 ? this.length : found) - from;
    return found;
  };
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.global ? this.lastIndex : 0;
    const match = exec.call(this, text);
    const passed = (match ? match.index + match[0].length : text.length) - from;
    count += 1 + (looksAtOnePlace(this) ? Math.min(passed, longestAtOnePlace) : passed);
    return match;
  };
  try {
    call();
  } finally {
    Object.assign(String.prototype, { charCodeAt, charAt, startsWith, indexOf });
    RegExp.prototype.exec = exec;
  }
  return count;
}

const nested = ([open, middle, close]: [string, string, string], codePoints: number) => {
  const times = Math.floor(codePoints / (open.length + close.length));
  return open.repeat(times) + middle + close.repeat(times);
};
/** Throws away what the parser refuses, as the rendering does. */
const parsed = (source: string) => () => {
  try {
    markdown.render(source, env);
  } catch {
    // It is shown as typed.
  }
};
const perCharacter = 1_000;

describe('the work of rendering', () => {
  it.each(repeated)('is in proportion to the length: %j repeated', (piece) => {
    const half = filled(piece, limits.bodyCodePoints / 2);
    const whole = filled(piece, limits.bodyCodePoints);
    const [some, more] = [steps(parsed(half)), steps(parsed(whole))];
    expect(more).toBeLessThan(2.5 * some + 20_000);
    expect(more).toBeLessThan(perCharacter * limits.bodyCodePoints);
  });

  it.each(closed)('is in proportion to the length: %j inside one another', (...parts) => {
    const some = steps(parsed(nested(parts, limits.bodyCodePoints / 2)));
    const more = steps(parsed(nested(parts, limits.bodyCodePoints)));
    expect(more).toBeLessThan(2.5 * some + 20_000);
    expect(more).toBeLessThan(perCharacter * limits.bodyCodePoints);
  });

  it('stays so for any mixture of what Markdown is made of', () => {
    const pieces = [...repeated, ...closed.flat(), ' ', '\n', '\n\n', 'word ', mentionSource('Ann', anybody)];
    const mixture = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(mixture, fc.nat(200), (mixed, before) => {
        const source = 'a '.repeat(before) + filled(mixed.join(''), limits.bodyCodePoints);
        expect(steps(parsed(source))).toBeLessThan(perCharacter * limits.bodyCodePoints);
      }),
      { numRuns: 150, seed: 20_26 },
    );
  });

  it('is bounded for previews whatever is cut out of', () => {
    for (const piece of repeated)
      expect(steps(() => plainText(filled(piece, limits.bodyCodePoints)))).toBeLessThan(1_000_000);
  });
});
