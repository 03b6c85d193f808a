/** @jest-environment node */
import { expect, it } from '@jest/globals';
import en from '../../../../public/i18n/en.json';
import fr from '../../../../public/i18n/fr.json';
import { freshness, offlineSince, type TextWithValues } from './freshness';

const texts = { fr: fr as Record<string, string>, en: en as Record<string, string> };
const say = (locale: 'fr' | 'en', { key, values }: TextWithValues) =>
  (texts[locale][key] ?? '').replace(/\{\{ (\w+) \}\}/g, (_, name: string) => values[name] ?? '');
const now = new Date(2026, 2, 9, 16, 0);

it('says in words up to when everything is known', () => {
  expect(say('fr', freshness(new Date(2026, 2, 9, 14, 2), now, 'fr'))).toBe('à jour à 14:02');
  expect(say('fr', freshness(new Date(2026, 2, 8, 14, 2), now, 'fr'))).toBe('à jour hier à 14:02');
  expect(say('fr', freshness(new Date(2026, 2, 3, 14, 2), now, 'fr'))).toBe('à jour le 3 mars à 14:02');
  expect(say('en', freshness(new Date(2025, 11, 3, 14, 2), now, 'en'))).toBe(
    'up to date on 3 December 2025 at 14:02',
  );
});

it('says in words since when there is no network', () => {
  expect(say('fr', offlineSince(new Date(2026, 2, 9, 14, 2), now, 'fr'))).toBe('Hors ligne depuis 14:02');
  expect(say('fr', offlineSince(new Date(2026, 2, 1, 9, 5), now, 'fr'))).toBe(
    'Hors ligne depuis le 1er mars à 09:05',
  );
  expect(say('en', offlineSince(new Date(2026, 2, 8, 14, 2), now, 'en'))).toBe(
    'Offline since yesterday at 14:02',
  );
});
