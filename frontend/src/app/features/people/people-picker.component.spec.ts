import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { User, UserPage } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { DirectoryService } from '../../sync/directory.service';
import { NamesService } from '../names/names.service';
import { PeoplePickerComponent } from './people-picker.component';

const everybody = Array.from(
  { length: 250 },
  (_, n) =>
    ({ id: `u${n}`, displayName: `Person ${n}`, email: `p${n}@x.example`, presence: 'offline' }) as User,
);

describe('the picker of people', () => {
  let failing: boolean;
  beforeEach(() => {
    jest.useFakeTimers();
    failing = false;
    // A page of the directory, in its order.
    const search = (_q: string, cursor: string | undefined, limit: number): Promise<UserPage> => {
      if (failing) return Promise.reject(new Error('away'));
      const from = Number(cursor ?? 0);
      const items = everybody.slice(from, from + limit);
      return Promise.resolve({ items, nextCursor: from + limit < 250 ? String(from + limit) : null });
    };
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: WordsService, useValue: { t: (key: string) => key } },
        { provide: ErrorWords, useValue: { sentence: () => 'It failed.' } },
        { provide: SessionService, useValue: { user: () => ({ id: 'me' }) } },
        { provide: DirectoryService, useValue: { search } },
        { provide: NamesService, useValue: { current: (user: User) => user } },
      ],
    });
  });
  afterEach(() => void jest.useRealTimers());

  async function open(excluded: string[] = []) {
    const fixture = TestBed.createComponent(PeoplePickerComponent);
    fixture.componentRef.setInput('label', 'To');
    fixture.componentRef.setInput('excluded', excluded);
    const settle = async () => {
      fixture.detectChanges();
      await jest.advanceTimersByTimeAsync(300);
      fixture.detectChanges();
    };
    await settle();
    const element = fixture.nativeElement as HTMLElement;
    const shown = () => [...element.querySelectorAll('[role=option] strong')].map((one) => one.textContent);
    const list = element.querySelector('ul');
    const scroll = async () => {
      list?.dispatchEvent(new Event('scroll'));
      await settle();
    };
    return { element, shown, scroll, settle };
  }

  it('comes to everybody by scrolling, each once, in the order of the server', async () => {
    const { shown, scroll } = await open();
    expect(shown()).toHaveLength(100);
    await scroll();
    await scroll();
    await scroll();
    expect(shown()).toEqual(everybody.map(({ displayName }) => displayName));
  });

  it('goes on by itself where everybody on a page is there already', async () => {
    const { shown, settle } = await open(everybody.slice(0, 240).map(({ id }) => id));
    await settle();
    expect(shown()).toEqual(everybody.slice(240).map(({ displayName }) => displayName));
  });

  it('keeps who was found when the rest does not come, and tries again', async () => {
    const { element, shown, scroll, settle } = await open();
    failing = true;
    await scroll();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('It failed.');
    expect(shown()).toHaveLength(100);
    failing = false;
    element.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
    await settle();
    expect(shown()).toHaveLength(200);
  });
});
