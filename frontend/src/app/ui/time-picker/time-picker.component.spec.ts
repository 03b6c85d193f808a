import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { TimePickerComponent, type Verdict } from './time-picker.component';

const now = new Date(2026, 2, 4, 14, 6);
const inAnHour = new Date(2026, 2, 4, 15, 6);
const tomorrow = new Date(2026, 2, 5, 8);

let picker: ComponentFixture<TimePickerComponent>;
let chosen: Date[];
let earliest: Date;

beforeEach(() => {
  chosen = [];
  earliest = now;
  picker = TestBed.createComponent(TimePickerComponent);
  const inputs = {
    choices: [
      { label: 'In an hour', detail: '15:06', at: inAnHour },
      { label: 'Tomorrow', detail: 'Thursday', at: tomorrow },
    ],
    value: tomorrow,
    earliest,
    latest: new Date(2027, 2, 4),
    words: {
      time: 'Time',
      confirm: 'Choose',
      previousMonth: 'Previous month',
      nextMonth: 'Next month',
      weekdays: [...'MTWTFSS'].map((short, index) => ({ short, long: `Day ${index}` })),
      month: (day: Date) => `${day.getMonth() + 1}/${day.getFullYear()}`,
      day: (day: Date) => day.toDateString(),
    },
    judge: (at: Date | null): Verdict =>
      at && at > earliest ? { text: 'fine', refused: false } : { text: 'no', refused: true },
  };
  for (const [name, value] of Object.entries(inputs)) picker.componentRef.setInput(name, value);
  picker.componentInstance.chosen.subscribe((at) => chosen.push(at));
  document.body.append(picker.nativeElement as HTMLElement);
  picker.detectChanges();
});

const element = () => picker.nativeElement as HTMLElement;
const field = () => element().querySelector('input')!;
function type(value: string): void {
  field().value = value;
  field().dispatchEvent(new Event('input'));
  picker.detectChanges();
}
const day = (at: Date) => element().querySelector<HTMLButtonElement>(`[aria-label="${at.toDateString()}"]`);
const choose = (at: Date) => {
  day(at)?.click();
  picker.detectChanges();
};
const month = () => element().querySelector('.month')?.textContent;
const turn = (name: string) => {
  element().querySelector<HTMLElement>(`[aria-label="${name}"]`)?.click();
  picker.detectChanges();
};
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
    picker.detectChanges();
    await picker.whenStable();
  }
}
const submit = () =>
  element()
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { cancelable: true }));

describe('a time picker', () => {
  it('chooses by one click what is at hand', () => {
    element().querySelectorAll<HTMLElement>('li button')[0]?.click();
    expect(chosen).toEqual([inAnHour]);
  });

  it('goes from one to the next by the arrows', () => {
    const buttons = element().querySelectorAll<HTMLElement>('li button');
    buttons[0]?.focus();
    element()
      .querySelector('ul')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    expect(document.activeElement).toBe(buttons[1]);
  });

  it('begins with a moment, and takes any other by its day and time', () => {
    expect(element().querySelector('[aria-selected=true]')?.textContent?.trim()).toBe('5');
    expect([month(), field().value]).toEqual(['3/2026', '08:00']);
    turn('Next month');
    choose(new Date(2026, 3, 9));
    type('17h30');
    submit();
    expect(chosen).toEqual([new Date(2026, 3, 9, 17, 30)]);
  });

  it('shows the time as it was understood, and goes by quarters of an hour', () => {
    type('9');
    field().dispatchEvent(new Event('blur'));
    picker.detectChanges();
    expect(field().value).toBe('09:00');
    type('9h05');
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown'])
      field().dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    picker.detectChanges();
    expect(field().value).toBe('09:15');
  });

  it('says what is refused, and doesn’t choose it', () => {
    choose(now);
    expect(element().querySelector('.refused')?.textContent).toBe('no');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    submit();
    type('');
    submit();
    expect(chosen).toEqual([]);
  });

  it('takes no day before today, nor after the last one', () => {
    choose(new Date(2026, 2, 3));
    expect(day(new Date(2026, 2, 3))?.getAttribute('aria-disabled')).toBe('true');
    turn('Previous month');
    expect(month()).toBe('3/2026');
    for (let months = 0; months < 14; months += 1) turn('Next month');
    expect(month()).toBe('3/2027');
    choose(new Date(2027, 2, 5));
    expect(element().querySelector('[aria-selected=true]')).toBeNull();
    choose(new Date(2027, 2, 4));
    submit();
    expect(chosen).toEqual([new Date(2027, 2, 4, 8)]);
  });

  it('goes through the days by the keyboard, over the ends of months', async () => {
    const at = () => document.activeElement?.getAttribute('aria-label');
    day(tomorrow)?.focus();
    await press('ArrowRight', 'ArrowDown');
    expect(at()).toBe(new Date(2026, 2, 13).toDateString());
    await press('End', 'Home');
    expect(at()).toBe(new Date(2026, 2, 9).toDateString());
    await press('ArrowUp', 'ArrowLeft');
    // Nothing is before today.
    expect(at()).toBe(now.toDateString());
    await press('PageDown', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    expect(at()).toBe(new Date(2026, 2, 31).toDateString());
    await press('PageDown');
    expect(at()).toBe(new Date(2026, 3, 30).toDateString());
    expect(month()).toBe('4/2026');
  });

  it('refuses what was to come when it was typed, and has passed since', () => {
    choose(now);
    type('14:07');
    expect(element().querySelector('.refused')).toBeNull();
    earliest = new Date(2026, 2, 4, 14, 7);
    submit();
    expect(chosen).toEqual([]);
    picker.componentRef.setInput('earliest', earliest);
    picker.detectChanges();
    expect(element().querySelector('.refused')?.textContent).toBe('no');
  });
});
