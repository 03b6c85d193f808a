import { describe, expect, it } from '@jest/globals';
import { itemKinds, isItemKind } from '../contract.js';
import { limits } from '../limits.js';
import { defaultSettings } from '../settings/default-settings.js';

const id = '01900000-0000-7000-8000-000000000000';
const takes = (kind: keyof typeof itemKinds, value: unknown) =>
  itemKinds[kind].value.safeParse(value).success;

describe('the kinds of personal items', () => {
  it('are known by name, and nothing else is', () => {
    expect(Object.keys(itemKinds).filter(isItemKind)).toEqual(Object.keys(itemKinds));
    for (const name of ['pebbles', 'constructor', '__proto__', '']) expect(isItemKind(name)).toBe(false);
  });

  it('that there is one of at most have its name for an id', () => {
    for (const [kind, one] of [
      ['sidebar', 'sidebar'],
      ['settings', 'settings'],
      ['activity_seen', 'activity'],
    ] as const) {
      expect(itemKinds[kind].id.safeParse(one).success).toBe(true);
      expect(itemKinds[kind].id.safeParse(id).success).toBe(false);
    }
  });
});

describe('the sidebar', () => {
  const section = (at: number, title = 'Lot 4') => ({
    id: `${id.slice(0, -2)}${10 + at}`,
    title,
    collapsed: false,
  });
  const sections = (count: number) => Array.from({ length: count }, (_, at) => section(at));

  it('holds 50 sections at most, each once', () => {
    expect(takes('sidebar', { sections: sections(limits.sidebarSections) })).toBe(true);
    expect(takes('sidebar', { sections: sections(limits.sidebarSections + 1) })).toBe(false);
    expect(takes('sidebar', { sections: [section(1), section(1)] })).toBe(false);
  });

  it.each([
    ['x'.repeat(60), true],
    ['😀'.repeat(60), true],
    ['x'.repeat(61), false],
    ['', false],
    [' ', false],
  ])('takes the title %s: %s', (title, expected) => {
    expect(takes('sidebar', { sections: [section(1, title)] })).toBe(expected);
  });
});

describe('the settings', () => {
  const hours = (changes: object) => ({
    quietHours: [{ days: [6, 7], from: '20:00', to: '07:30', ...changes }],
  });

  it.each([
    [{}, true],
    [{ timeZone: 'Europe/Paris' }, true],
    [{ timeZone: 'Europe/Lutetia' }, false],
    [{ timeZone: '+02:00' }, false],
    [hours({}), true],
    [hours({ from: '24:00' }), false],
    [hours({ to: '7:30' }), false],
    [hours({ days: [0] }), false],
    [hours({ days: [8] }), false],
    [hours({ days: [] }), false],
    [{ keywords: Array.from({ length: 20 }, () => 'x'.repeat(60)) }, true],
    [{ keywords: Array.from({ length: 21 }, () => 'x') }, false],
    [{ keywords: ['x'.repeat(61)] }, false],
    [{ emailAfterMinutes: 5 }, true],
    [{ emailAfterMinutes: 4 }, false],
    [{ emailAfterMinutes: 1_441 }, false],
    [{ sound: undefined }, false],
  ])('with %j are taken: %s', (changes, expected) => {
    expect(takes('settings', { ...defaultSettings, ...changes })).toBe(expected);
  });
});
