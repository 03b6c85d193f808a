/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { anId } from '../../testing/shapes';
import { hueOf, initialsOf } from './initials';

describe('initials', () => {
  it.each([
    ['Camille Martin', 'CM'],
    ['Comité', 'C'],
    ['Équipe du lot 4', 'É4'],
    ['  ', '?'],
    ['👨‍👩‍👧‍👦 Familles', '👨‍👩‍👧‍👦F'],
    ['🇫🇷', '🇫🇷'],
    ['e\u0301quipe', 'E\u0301'],
  ])('of “%s” are “%s”, each whole', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

it('ids in a row get hues of their own', () => {
  const hues = new Set(Array.from({ length: 24 }, (_, at) => hueOf(anId(at))));
  expect(hues.size).toBeGreaterThan(8);
});
