import { describe, expect, it } from '@jest/globals';
import { limits } from '../limits.js';
import { sidebarContract } from './sidebar.contract.js';

const id = '01900000-0000-7000-8000-000000000000';
const kind = sidebarContract.itemKinds.sidebar;
const takes = (value: unknown) => kind.value.safeParse(value).success;

describe('the sidebar', () => {
  it('is one, whose id is its name', () => {
    expect(kind.id.safeParse('sidebar').success).toBe(true);
    expect(kind.id.safeParse(id).success).toBe(false);
  });

  const section = (at: number, title = 'Lot 4') => ({
    id: `${id.slice(0, -2)}${10 + at}`,
    title,
    collapsed: false,
  });
  const sections = (count: number) => Array.from({ length: count }, (_, at) => section(at));

  it('holds 50 sections at most, each once', () => {
    expect(takes({ sections: sections(limits.sidebarSections) })).toBe(true);
    expect(takes({ sections: sections(limits.sidebarSections + 1) })).toBe(false);
    expect(takes({ sections: [section(1), section(1)] })).toBe(false);
  });

  it.each([
    ['x'.repeat(60), true],
    ['😀'.repeat(60), true],
    ['x'.repeat(61), false],
    ['', false],
    [' ', false],
  ])('takes the title %s: %s', (title, expected) => {
    expect(takes({ sections: [section(1, title)] })).toBe(expected);
  });
});
