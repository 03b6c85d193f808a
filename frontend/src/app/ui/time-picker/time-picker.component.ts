import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, output } from '@angular/core';
import { CalendarComponent, type CalendarWords } from './calendar.component';
import { firstOfDay, timeText, withTime } from './local-time';

/** A moment that one click chooses. */
export interface TimeChoice {
  readonly label: string;
  /** When that is, in few words. */
  readonly detail: string;
  readonly at: Date;
}

/** What is said of a moment; one that is refused can't be chosen. */
export interface Verdict {
  readonly text: string;
  readonly refused: boolean;
}

export interface TimePickerWords extends CalendarWords {
  /** Names the field for the time of the day. */
  readonly time: string;
  /** The button that chooses what the calendar and the field say. */
  readonly confirm: string;
}

const quarterMs = 15 * 60_000;

/** A moment to come: some at hand, any other by its day and time, where the reader is. */
@Component({
  selector: 'ls-time-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CalendarComponent],
  templateUrl: './time-picker.component.html',
  styleUrl: './time-picker.component.css',
})
export class TimePickerComponent {
  readonly choices = input.required<readonly TimeChoice[]>();
  /** What the calendar and the field say at first. */
  readonly value = input.required<Date>();
  /** The days that the calendar offers. */
  readonly earliest = input.required<Date>();
  readonly latest = input.required<Date>();
  readonly words = input.required<TimePickerWords>();
  /** Judges what they say; null where the field holds no time. */
  readonly judge = input.required<(at: Date | null) => Verdict>();
  readonly chosen = output<Date>();

  protected readonly day = linkedSignal(() => firstOfDay(this.value()));
  protected readonly time = linkedSignal(() => timeText(this.value()));
  private readonly at = computed(() => withTime(this.day(), this.time()));
  protected readonly verdict = computed(() => {
    // It moves on with the time.
    this.earliest();
    return this.judge()(this.at());
  });

  protected typed(event: Event): void {
    this.time.set((event.target as HTMLInputElement).value);
  }

  /** As it was understood. */
  protected tidy(): void {
    const at = this.at();
    if (at) this.time.set(timeText(at));
  }

  /** A quarter of an hour up or down. */
  protected stepTime(event: KeyboardEvent): void {
    const by = { ArrowUp: quarterMs, ArrowDown: -quarterMs }[event.key];
    const at = this.at();
    if (!by || !at) return;
    event.preventDefault();
    const next = by > 0 ? Math.floor(at.getTime() / quarterMs) : Math.ceil(at.getTime() / quarterMs);
    this.time.set(timeText(new Date(next * quarterMs + by)));
  }

  protected choose(): void {
    const at = this.at();
    // Time has passed since it was judged.
    if (at && !this.judge()(at).refused) this.chosen.emit(at);
  }

  protected step(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !(event.currentTarget instanceof HTMLElement)) return;
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    event.preventDefault();
    buttons[at + by]?.focus();
  }
}
