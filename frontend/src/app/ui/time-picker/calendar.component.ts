import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { IconComponent } from '../icon.component';
import { daysFrom, firstOfDay, monthFrom, monthWeeks, sameDay } from './local-time';

/** A calendar's texts, in the language of the interface. */
export interface CalendarWords {
  readonly previousMonth: string;
  readonly nextMonth: string;
  /** From Monday on. */
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  /** The month of a day, with its year. */
  month(day: Date): string;
  /** A day in full. */
  day(day: Date): string;
}

/** The days of one month; by the keyboard as in the grid pattern of ARIA. */
@Component({
  selector: 'ls-calendar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  templateUrl: './calendar.component.html',
  styleUrl: './calendar.component.css',
})
export class CalendarComponent {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  readonly chosen = input.required<Date>();
  /** The days that can be chosen lie between these two moments; the first is today. */
  readonly earliest = input.required<Date>();
  readonly latest = input.required<Date>();
  readonly words = input.required<CalendarWords>();
  readonly choose = output<Date>();

  /** The day that Tab comes to; its month is shown. */
  protected readonly stop = linkedSignal(() => firstOfDay(this.chosen()));
  protected readonly weeks = computed(() => monthWeeks(this.stop()));
  private readonly first = computed(() => firstOfDay(this.earliest()));
  private readonly last = computed(() => firstOfDay(this.latest()));
  protected readonly hasPrevious = computed(() => monthFrom(this.stop(), 0) > this.first());
  protected readonly hasNext = computed(() => monthFrom(this.stop(), 1) <= this.last());

  protected isChosen(day: Date): boolean {
    return sameDay(day, this.chosen());
  }

  protected isStop(day: Date): boolean {
    return sameDay(day, this.stop());
  }

  protected isToday(day: Date): boolean {
    return sameDay(day, this.earliest());
  }

  protected canChoose(day: Date): boolean {
    return day >= this.first() && day <= this.last();
  }

  protected click(day: Date): void {
    if (!this.canChoose(day)) return;
    this.stop.set(day);
    this.choose.emit(day);
  }

  protected turn(months: number): void {
    this.stop.update((day) => this.within(inMonth(day, months)));
  }

  protected key(event: KeyboardEvent): void {
    const day = this.stop();
    const weekday = (day.getDay() + 6) % 7;
    const steps: Partial<Record<string, () => Date>> = {
      ArrowLeft: () => daysFrom(day, -1),
      ArrowRight: () => daysFrom(day, 1),
      ArrowUp: () => daysFrom(day, -7),
      ArrowDown: () => daysFrom(day, 7),
      Home: () => daysFrom(day, -weekday),
      End: () => daysFrom(day, 6 - weekday),
      PageUp: () => inMonth(day, -1),
      PageDown: () => inMonth(day, 1),
    };
    const to = steps[event.key]?.();
    if (!to) return;
    event.preventDefault();
    this.stop.set(this.within(to));
    afterNextRender(
      () => this.element.nativeElement.querySelector<HTMLElement>('td [tabindex="0"]')?.focus(),
      {
        injector: this.injector,
      },
    );
  }

  private within(day: Date): Date {
    if (day < this.first()) return this.first();
    return day > this.last() ? this.last() : day;
  }
}

/** The same day of another month, or its last one. */
function inMonth(day: Date, months: number): Date {
  const lastOfMonth = daysFrom(monthFrom(day, months + 1), -1);
  return daysFrom(lastOfMonth, Math.min(0, day.getDate() - lastOfMonth.getDate()));
}
