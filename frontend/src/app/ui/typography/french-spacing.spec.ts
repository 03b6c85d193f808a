/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import french from '../../../../public/i18n/fr.json';
import { frenchSpacing } from './french-spacing';

const shown = (text: string) => frenchSpacing(text).replaceAll('\u202F', '_').replaceAll('\u00A0', '~');

describe('French spacing', () => {
  it.each([
    ['Attention : on bascule à 15 h !', 'Attention_: on bascule à 15 h_!'],
    ['Vraiment ?! Oui ; et alors ?', 'Vraiment_?! Oui_; et alors_?'],
    ['Il dit « bonjour » puis part.', 'Il dit «_bonjour_» puis part.'],
    ['Déjà\u00A0: fait', 'Déjà_: fait'],
    ['(Vraiment ?)', '(Vraiment_?)'],
    ['1 840 personnes, 12 500 000 lignes', '1_840 personnes, 12_500_000 lignes'],
    ['50 % de 12 €', '50_% de 12_€'],
    ['Attention :', 'Attention_:'],
  ])('sets %j', (typed, expected) => {
    expect(shown(typed)).toBe(expected);
  });

  it.each([
    'Bonjour :) et ;-) et :tada: encore',
    'Note: it works! Really?',
    'appelez le 06 12 34 56 78 ou le 0 800 123 45',
    'en 2026 100 personnes',
    'un !important et un ?parametre=1',
    'rien à faire',
  ])('leaves %j as it is', (typed) => {
    expect(frenchSpacing(typed)).toBe(typed);
  });

  it('changes nothing but spaces', () => {
    const typed = ' :  a « b »  ! 1 000 : ';
    expect(frenchSpacing(typed).replace(/\s/g, '')).toBe(typed.replace(/\s/g, ''));
  });

  it('changes nothing in a text that is set already, nor in the interface’s own', () => {
    for (const text of Object.values(french)) expect(frenchSpacing(text)).toBe(text);
    expect(frenchSpacing(frenchSpacing('Oui : « non » ?'))).toBe(frenchSpacing('Oui : « non » ?'));
  });
});
