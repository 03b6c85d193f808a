import { describe, expect, it } from '@jest/globals';
import { itemKinds, isItemKind } from '../contract.js';

describe('the kinds of personal items', () => {
  it('are known by name, and nothing else is', () => {
    expect(Object.keys(itemKinds).filter(isItemKind)).toEqual(Object.keys(itemKinds));
    for (const name of ['pebbles', 'constructor', '__proto__', '']) expect(isItemKind(name)).toBe(false);
  });
});
