import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, convertToParamMap, provideRouter, Router } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CreateFirstAdministratorRequest, FirstRunState } from '@litspark/shared-contracts';
import { of } from 'rxjs';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { SessionService } from '../../core/session.service';
import { FirstRunPage } from './first-run.page';

describe('the page of the first administrator', () => {
  let states: (FirstRunState['state'] | ApiError)[];
  let refused: ApiError | null;
  let created: CreateFirstAdministratorRequest[];
  let went: string[];

  beforeEach(() => {
    states = [];
    refused = null;
    created = [];
    went = [];
  });

  async function open(fragment: string | null) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        {
          provide: ActivatedRoute,
          useValue: { fragment: of(fragment), snapshot: { queryParamMap: convertToParamMap({}) } },
        },
        { provide: WordsService, useValue: { t: (key: string) => key } },
        { provide: ErrorWords, useValue: { sentence: () => 'It failed.' } },
        { provide: PreferencesService, useValue: { locale: () => 'en', setLocale: () => Promise.resolve() } },
        {
          provide: SessionService,
          useValue: {
            firstRunState: () => {
              const state = states.shift() ?? 'unknown';
              return state instanceof ApiError ? Promise.reject(state) : Promise.resolve(state);
            },
            createFirstAdministrator: (request: CreateFirstAdministratorRequest) => {
              created.push(request);
              return refused ? Promise.reject(refused) : Promise.resolve();
            },
          },
        },
      ],
    });
    TestBed.inject(Router).navigateByUrl = (url) => Promise.resolve(went.push(String(url)) > 0);
    const fixture = TestBed.createComponent(FirstRunPage);
    const element = fixture.nativeElement as HTMLElement;
    const settle = async () => {
      fixture.detectChanges();
      await fixture.whenStable();
      fixture.detectChanges();
    };
    await settle();
    const submit = async (values: Record<string, string>) => {
      for (const [id, value] of Object.entries(values)) {
        const field = element.querySelector<HTMLInputElement>(`#first-${id}`);
        if (!field) throw new Error(`There is no field ${id}.`);
        field.value = value;
        field.dispatchEvent(new Event('input'));
      }
      element.querySelector('form')?.dispatchEvent(new Event('submit'));
      await settle();
      await settle();
    };
    return { element, submit, settle };
  }
  const whole = { name: ' Zoé ', email: 'zoe@example.org', password: 'twelve chars at least' };

  it('makes the administrator in the language of the page, and goes in', async () => {
    states = ['open'];
    const { submit } = await open('token=abc');
    await submit(whole);
    expect(created).toEqual([
      { token: 'abc', displayName: 'Zoé', email: whole.email, password: whole.password, locale: 'en' },
    ]);
    expect(went).toEqual(['/']);
  });

  it.each([
    ['used', 'firstRun.used'],
    ['closed', 'firstRun.closed'],
    ['unknown', 'firstRun.unknown'],
  ] as const)('says what became of a link that is %s', async (state, heading) => {
    states = [state];
    const { element } = await open('token=abc');
    expect(element.querySelector('h1')?.textContent).toBe(heading);
    expect(element.querySelector('[role=alert]')?.textContent).toContain(`${heading}Text`);
    expect(element.querySelector('form')).toBeNull();
    expect(element.querySelector('a')?.getAttribute('href')).toBe('/sign-in');
  });

  it('says that a link is incomplete, and tries again where the server was away', async () => {
    expect((await open(null)).element.textContent).toContain('firstRun.incomplete');
    TestBed.resetTestingModule();
    states = [new ApiError('UNAVAILABLE', 'away'), 'open'];
    const { element, settle } = await open('token=abc');
    expect(element.textContent).toContain('It failed.');
    element.querySelector<HTMLButtonElement>('button.button')?.click();
    await settle();
    await settle();
    expect(element.querySelector('form')).not.toBeNull();
  });

  it('asks for what is missing before it asks the server', async () => {
    states = ['open'];
    const { element, submit } = await open('token=abc');
    for (const [wrong, sentence] of [
      [{ name: ' ' }, 'firstRun.nameMissing'],
      [{ email: 'zoe' }, 'firstRun.emailMissing'],
      [{ password: 'short' }, 'password.short'],
    ] as const) {
      await submit({ ...whole, ...wrong });
      expect(element.querySelector('[role=alert]')?.textContent).toContain(sentence);
    }
    expect(created).toEqual([]);
  });

  it('tells a taken e-mail from somebody who was quicker', async () => {
    states = ['open', 'open', 'closed'];
    refused = new ApiError('CONFLICT', 'taken');
    const { element, submit } = await open('token=abc');
    await submit(whole);
    expect(element.querySelector('[role=alert]')?.textContent).toContain('admin.taken');
    await submit(whole);
    expect(element.querySelector('h1')?.textContent).toBe('firstRun.closed');
  });
});
