import { TestBed } from '@angular/core/testing';
import { beforeEach, expect, it } from '@jest/globals';
import { type AccountChoice, PreferencesService } from './preferences.service';

const aPage = () => {
  TestBed.resetTestingModule();
  return TestBed.inject(PreferencesService);
};

beforeEach(() => localStorage.clear());

it('applies a choice at once, tells of it, and keeps it in this browser', () => {
  const preferences = aPage();
  const choices: AccountChoice[] = [];
  preferences.chosen$.subscribe((choice) => choices.push(choice));
  preferences.setTheme('dark');
  preferences.setLocale('en');
  TestBed.tick();
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(document.documentElement.lang).toBe('en');
  expect(choices).toEqual([{ theme: 'dark' }, { locale: 'en' }]);
  const next = aPage();
  expect([next.theme(), next.locale()]).toEqual(['dark', 'en']);
});

it('takes what the account has, part by part, and tells nobody', () => {
  const preferences = aPage();
  const choices: AccountChoice[] = [];
  preferences.chosen$.subscribe((choice) => choices.push(choice));
  preferences.apply({ theme: 'light' });
  expect([preferences.theme(), preferences.locale(), choices]).toEqual(['light', 'fr', []]);
});

it('keeps in this browser what the Enter key does, and tells no account', () => {
  const preferences = aPage();
  const choices: AccountChoice[] = [];
  preferences.chosen$.subscribe((choice) => choices.push(choice));
  expect(preferences.enterSends()).toBe(true);
  preferences.setEnterSends(false);
  expect([aPage().enterSends(), choices]).toEqual([false, []]);
});
