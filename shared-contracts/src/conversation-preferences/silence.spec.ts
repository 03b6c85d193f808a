import { describe, expect, it } from '@jest/globals';
import { conversationPreferences } from './conversation-preferences.schemas.js';
import { type Happening, noPreferences, type Preferred, silenceOf, untilFurtherNotice } from './silence.js';

const now = new Date('2026-03-02T12:00:00.000Z');
const all: Happening[] = ['message', 'mention', 'reply', 'keyword'];
const set = (
  preferences: Partial<typeof noPreferences> | null,
  more: Partial<Preferred> = {},
): Preferred => ({
  preferences: preferences && { ...noPreferences, ...preferences },
  kind: 'group',
  channelLevel: 'mentions',
  ...more,
});
const told = (preferred: Preferred) => all.filter((one) => silenceOf(preferred, one, now) === null);

describe('what of a conversation disturbs', () => {
  it('is everything, and in channels what is set for them, where nothing was set', () => {
    expect(told(set(null))).toEqual(all);
    expect(told(set(noPreferences, { kind: 'direct' }))).toEqual(all);
    expect(told(set(null, { kind: 'channel' }))).toEqual(['mention', 'reply', 'keyword']);
    expect(told(set(null, { kind: 'channel', channelLevel: 'all' }))).toEqual(all);
  });

  it('is as the person has set it, in channels too', () => {
    expect(told(set({ level: 'all' }, { kind: 'channel' }))).toEqual(all);
    expect(told(set({ level: 'mentions' }))).toEqual(['mention', 'reply', 'keyword']);
    expect(told(set({ level: 'nothing' }))).toEqual([]);
    expect(silenceOf(set({ level: 'nothing' }), 'mention', now)).toBe('level');
  });

  it('is nothing until the end of a mute', () => {
    expect(silenceOf(set({ mutedUntil: '2026-03-02T12:00:00.001Z' }), 'mention', now)).toBe('muted');
    expect(told(set({ mutedUntil: '2026-03-02T12:00:00.000Z' }))).toEqual(all);
    expect(told(set({ mutedUntil: untilFurtherNotice }))).toEqual([]);
  });
});

it('mutes until further notice by a value that the contract takes', () => {
  const value = { ...noPreferences, mutedUntil: untilFurtherNotice };
  expect(conversationPreferences.parse(value)).toEqual(value);
});
