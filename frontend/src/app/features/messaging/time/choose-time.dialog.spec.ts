import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { provideSession } from '../../../../testing/session';
import { provideWords } from '../../../../testing/words';
import { timeText, yearAfter } from '../../../ui/time-picker/local-time';
import { ChooseTimeDialog } from './choose-time.dialog';
import type { TimeAnswer, TimeQuestion } from './time-question';

const allTimers = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'nextTick',
  'performance',
  'requestAnimationFrame',
  'cancelAnimationFrame',
] as const;

let dialog: ComponentFixture<ChooseTimeDialog>;
let answers: (TimeAnswer | undefined)[];

beforeEach(() => void (answers = []));

function open(more: Partial<TimeQuestion> = {}): void {
  const question: TimeQuestion = {
    heading: 'Programmer',
    confirm: 'Choisir',
    said: (moment) => `Cela part ${moment}.`,
    ...more,
  };
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      { provide: DIALOG_DATA, useValue: question },
      { provide: DialogRef, useValue: { close: (answer?: TimeAnswer) => answers.push(answer) } },
    ],
  });
  dialog = TestBed.createComponent(ChooseTimeDialog);
  dialog.detectChanges();
}

const element = () => dialog.nativeElement as HTMLElement;
const said = () => element().querySelector('#time-picker-said')?.textContent ?? '';
const button = (name: string) =>
  [...element().querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(name));
const chosenDay = () => element().querySelector('[aria-selected=true]')?.textContent?.trim();
const field = () => element().querySelector('input')!;
function type(text: string): void {
  field().value = text;
  field().dispatchEvent(new Event('input'));
  dialog.detectChanges();
}

describe('the choice of a time', () => {
  it('begins with tomorrow morning, and says what that means and where', () => {
    open();
    expect(said()).toMatch(/^Cela part .*demain à 8\u00a0h \(UTC.*\)/);
    button('Choisir')?.click();
    expect((answers[0] as Date).getHours()).toBe(8);
  });

  it('begins with what was chosen before, and can take it away', () => {
    const value = new Date(Date.now() + 5 * 86_400_000);
    open({ value, without: 'Retirer' });
    expect([chosenDay(), field().value]).toEqual([String(value.getDate()), timeText(value)]);
    button('Retirer')?.click();
    expect(answers).toEqual(['without']);
  });

  it('offers an hour’s time and tomorrow', () => {
    open();
    button('Dans 1')?.click();
    button('Demain 8')?.click();
    const [inAnHour, tomorrow] = answers as Date[];
    expect(inAnHour!.getTime() - Date.now()).toBeGreaterThan(3_590_000);
    expect(tomorrow!.getHours()).toBe(8);
  });

  describe('at a certain hour', () => {
    // The clock stands still, not the timers.
    beforeEach(() => {
      jest.useFakeTimers({ now: new Date(2026, 2, 4, 14, 6), doNotFake: [...allTimers] });
    });
    afterEach(() => void jest.useRealTimers());

    it('refuses what has passed, and what is no time', () => {
      open({ value: new Date(2026, 2, 4, 15) });
      expect(said()).toContain('aujourd’hui à 15\u00a0h');
      type('14:05');
      expect(said()).toContain('Ce moment est passé');
      type('midi');
      expect(said()).toBe('Indiquez une heure, par exemple 17:30.');
    });

    it('refuses what is more than a year away', () => {
      open({ value: yearAfter(new Date()) });
      expect(said()).toContain('Cela part');
      type('14:07');
      expect(said()).toBe('Choisissez un moment d’ici un an.');
    });

    it('speaks the language of the interface, whatever the browser’s', () => {
      open();
      expect(element().querySelector('.month')?.textContent).toBe('mars 2026');
      expect(element().querySelector('[aria-selected=true] button')?.getAttribute('aria-label')).toBe(
        'jeudi 5 mars 2026',
      );
      expect(element().querySelector('th')?.getAttribute('aria-label')).toBe('lundi');
    });
  });
});
