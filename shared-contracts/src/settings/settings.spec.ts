import { describe, expect, it } from '@jest/globals';
import { defaultSettings } from './default-settings.js';
import { settingsContract } from './settings.contract.js';

const kind = settingsContract.itemKinds.settings;
const takes = (value: unknown) => kind.value.safeParse(value).success;

describe('the settings', () => {
  it('are one, whose id is its name', () => {
    expect(kind.id.safeParse('settings').success).toBe(true);
    expect(kind.id.safeParse('01900000-0000-7000-8000-000000000000').success).toBe(false);
  });

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
    expect(takes({ ...defaultSettings, ...changes })).toBe(expected);
  });
});
