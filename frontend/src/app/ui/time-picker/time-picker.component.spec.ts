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
    words: { date: 'Date', time: 'Time', confirm: 'Choose' },
    judge: (at: Date | null): Verdict =>
      at && at > earliest ? { text: 'fine', refused: false } : { text: 'no', refused: true },
  };
  for (const [name, value] of Object.entries(inputs)) picker.componentRef.setInput(name, value);
  picker.componentInstance.chosen.subscribe((at) => chosen.push(at));
  document.body.append(picker.nativeElement as HTMLElement);
  picker.detectChanges();
});

const element = () => picker.nativeElement as HTMLElement;
const field = (type: 'date' | 'time') => element().querySelector<HTMLInputElement>(`[type=${type}]`)!;
function type(into: 'date' | 'time', value: string): void {
  field(into).value = value;
  field(into).dispatchEvent(new Event('input'));
  picker.detectChanges();
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

  it('begins with a moment, and takes any other by its date and time', () => {
    expect([field('date').value, field('time').value]).toEqual(['2026-03-05', '08:00']);
    expect([field('date').min, field('date').max]).toEqual(['2026-03-04', '2027-03-04']);
    type('date', '2026-03-09');
    type('time', '17:30');
    submit();
    expect(chosen).toEqual([new Date(2026, 2, 9, 17, 30)]);
  });

  it('says what is refused, and doesn’t choose it', () => {
    type('date', '2026-03-03');
    expect(element().querySelector('.refused')?.textContent).toBe('no');
    expect(field('date').getAttribute('aria-invalid')).toBe('true');
    submit();
    type('date', '');
    submit();
    expect(chosen).toEqual([]);
  });

  it('refuses what was to come when it was typed, and has passed since', () => {
    type('date', '2026-03-04');
    type('time', '14:07');
    expect(element().querySelector('.refused')).toBeNull();
    earliest = new Date(2026, 2, 4, 14, 7);
    submit();
    expect(chosen).toEqual([]);
    picker.componentRef.setInput('earliest', earliest);
    picker.detectChanges();
    expect(element().querySelector('.refused')?.textContent).toBe('no');
  });
});
