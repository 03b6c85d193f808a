import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, expect, it } from '@jest/globals';
import type { Me, UpdateMeRequest } from '@litspark/shared-contracts';
import { Subject } from 'rxjs';
import { settle } from '../../testing/fake-socket';
import { ann, ben } from '../../testing/shapes';
import { PreferencesService } from './preferences.service';
import { SessionService } from './session.service';

interface Told {
  change: UpdateMeRequest;
  answer: () => void;
  fail: () => void;
}

let told: Told[];
let renewed: Subject<string>;
let preferences: PreferencesService;

/** A page of this browser; the account has what it had before. */
function aPage(userId = ann, account: Partial<Me> = { theme: 'system', locale: 'fr' }): void {
  const calls: Told[] = (told = []);
  renewed = new Subject();
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      {
        provide: SessionService,
        useValue: {
          user: signal({ id: userId, ...account }),
          state: signal('signed-in'),
          renewed$: renewed,
          updateMe: (change: UpdateMeRequest) =>
            new Promise<void>((answer, reject) =>
              calls.push({ change, answer, fail: () => reject(new Error('cut off')) }),
            ),
        },
      },
    ],
  });
  preferences = TestBed.inject(PreferencesService);
  TestBed.tick();
}

beforeEach(() => {
  localStorage.clear();
  aPage();
});

it('keeps what was just chosen over the account’s older value, and tells it until it is confirmed', async () => {
  void preferences.setTheme('dark');
  expect(preferences.theme()).toBe('dark');
  aPage();
  expect(preferences.theme()).toBe('dark');
  renewed.next('token');
  await settle();
  expect(told.map(({ change }) => change)).toEqual([{ theme: 'dark' }]);
  told[0]?.fail();
  await settle();
  renewed.next('token');
  await settle();
  told[1]?.answer();
  await settle();
  renewed.next('token');
  await settle();
  expect(told).toHaveLength(2);
  aPage(ann, { theme: 'light', locale: 'fr' });
  expect(preferences.theme()).toBe('light');
});

it('tells the account one change at a time, then all that was chosen meanwhile, the newest of each', async () => {
  const first = preferences.setTheme('dark');
  await settle();
  const later = [preferences.setLocale('en'), preferences.setTheme('system'), preferences.setTheme('light')];
  await settle();
  expect(told.map(({ change }) => change)).toEqual([{ theme: 'dark' }]);
  told[0]?.answer();
  await settle();
  expect(told.map(({ change }) => change)).toEqual([{ theme: 'dark' }, { theme: 'light', locale: 'en' }]);
  told[1]?.answer();
  await Promise.all([first, ...later]);
  expect(told).toHaveLength(2);
});

it('keeps a later choice to be told when an earlier one is confirmed', async () => {
  void preferences.setTheme('dark');
  await settle();
  void preferences.setTheme('light');
  told[0]?.answer();
  await settle();
  aPage();
  expect(preferences.theme()).toBe('light');
  renewed.next('token');
  await settle();
  expect(told.map(({ change }) => change)).toEqual([{ theme: 'light' }]);
});

it('tells a choice that failed along with the next one', async () => {
  const first = preferences.setTheme('dark');
  await settle();
  const second = preferences.setLocale('en');
  told[0]?.fail();
  await expect(first).rejects.toThrow('cut off');
  await settle();
  expect(told[1]?.change).toEqual({ theme: 'dark', locale: 'en' });
  told[1]?.answer();
  await second;
});

it('is one person’s: the next one here has their own', async () => {
  void preferences.setTheme('dark');
  aPage(ben, { theme: 'light', locale: 'en' });
  expect(preferences.theme()).toBe('light');
  renewed.next('token');
  await settle();
  expect(told).toEqual([]);
});

it('keeps in this browser what the Enter key does, and tells no account', async () => {
  expect(preferences.enterSends()).toBe(true);
  preferences.setEnterSends(false);
  aPage();
  expect(preferences.enterSends()).toBe(false);
  renewed.next('token');
  await settle();
  expect(told).toEqual([]);
});
