import '../../testing/indexed-db';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Me, UpdateMeRequest } from '@litspark/shared-contracts';
import { FakeSocket } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { eraseSession } from '../../testing/session-end';
import { ann, ben } from '../../testing/shapes';
import { AccountService } from '../core/account.service';
import { ApiError } from '../core/api-error';
import { PreferencesService } from '../core/preferences.service';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { AccountPreferences } from './account-preferences';
import { CommandLog } from './commands/command-log.service';
import { provideMessagingCommands } from './commands/provide-commands';
import { TabLeader } from './tabs/tab-leader';
import { PersonStorage } from './person-storage';

interface Call {
  change: UpdateMeRequest;
  answer: () => void;
  fail: (error: ApiError) => void;
}

let calls: Call[];
let preferences: PreferencesService;
let log: CommandLog;
let storage: PersonStorage;

/** A page of this browser, with its connection; the account has what it had before. */
async function aPage(userId = ann, account: Partial<Me> = { theme: 'system', locale: 'fr' }): Promise<void> {
  const own: Call[] = (calls = []);
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      provideSession(userId),
      provideMessagingCommands(),
      { provide: SocketClient, useValue: new FakeSocket() },
      {
        provide: SessionService,
        useValue: { user: signal({ id: userId, ...account }), isKeptFor: () => false },
      },
      {
        provide: AccountService,
        useValue: {
          updateMe: (change: UpdateMeRequest) =>
            new Promise<void>((answer, fail) => own.push({ change, answer, fail })),
        },
      },
    ],
  });
  preferences = TestBed.inject(PreferencesService);
  log = TestBed.inject(CommandLog);
  storage = TestBed.inject(PersonStorage);
  const account_ = TestBed.inject(AccountPreferences);
  await log.load();
  account_.adopt();
  TestBed.inject(TabLeader).stand();
  log.resume();
}

async function asked(): Promise<Call> {
  for (let turn = 0; turn < 400 && calls.length === 0; turn += 1)
    await new Promise((wake) => setTimeout(wake, 5));
  const call = calls.shift();
  if (!call) throw new Error('nothing was asked of the account');
  return call;
}
async function isSettled(): Promise<boolean> {
  for (let turn = 0; turn < 400 && log.all().length > 0; turn += 1)
    await new Promise((wake) => setTimeout(wake, 5));
  return log.all().length === 0 && calls.length === 0;
}

beforeEach(async () => {
  localStorage.clear();
  await aPage();
});
afterEach(() => eraseSession(ben));

it('keeps what was just chosen over the account’s older value, and tells it until it is confirmed', async () => {
  preferences.setTheme('dark');
  expect(preferences.theme()).toBe('dark');
  await aPage();
  expect(preferences.theme()).toBe('dark');
  const first = await asked();
  expect(first.change).toEqual({ theme: 'dark' });
  first.fail(ApiError.noAnswer('cut'));
  await storage.attempt(() => Promise.resolve());
  await aPage();
  (await asked()).answer();
  expect(await isSettled()).toBe(true);
  await aPage(ann, { theme: 'light', locale: 'fr' });
  expect(preferences.theme()).toBe('light');
  expect(await isSettled()).toBe(true);
});

it('tells the account one change at a time, then all that was chosen meanwhile, the newest of each', async () => {
  preferences.setTheme('dark');
  const first = await asked();
  preferences.setLocale('en');
  preferences.setTheme('system');
  preferences.setTheme('light');
  await storage.attempt(() => Promise.resolve());
  expect([first.change, calls]).toEqual([{ theme: 'dark' }, []]);
  first.answer();
  const second = await asked();
  expect(second.change).toEqual({ theme: 'light', locale: 'en' });
  second.answer();
  expect(await isSettled()).toBe(true);
});

it('is one person’s: the next one here has their own', async () => {
  preferences.setTheme('dark');
  await aPage(ben, { theme: 'light', locale: 'en' });
  expect([preferences.theme(), preferences.locale()]).toEqual(['light', 'en']);
  expect(await isSettled()).toBe(true);
});
