import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../../testing/session';
import { provideWords } from '../../../../testing/words';
import { dateField, timeField, yearAfter } from '../../../ui/time-picker/local-time';
import { ChooseTimeDialog } from './choose-time.dialog';
import type { TimeAnswer, TimeQuestion } from './time-question';

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
function type(at: Date): void {
  for (const [kind, value] of [['date', dateField(at)] as const, ['time', timeField(at)] as const]) {
    const field = element().querySelector<HTMLInputElement>(`[type=${kind}]`)!;
    field.value = value;
    field.dispatchEvent(new Event('input'));
  }
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
    expect(element().querySelector<HTMLInputElement>('[type=date]')?.value).toBe(dateField(value));
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

  it('refuses what has passed, and what is more than a year away', () => {
    open();
    type(new Date(Date.now() - 120_000));
    expect(said()).toContain('Ce moment est passé');
    const year = yearAfter(new Date());
    type(new Date(year.getTime() + 120_000));
    expect(said()).toBe('Choisissez un moment d’ici un an.');
    type(new Date(year.getTime() - 120_000));
    expect(said()).toContain('Cela part');
  });
});
