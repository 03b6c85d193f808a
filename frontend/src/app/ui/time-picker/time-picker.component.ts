import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { dateField, fromFields, timeField } from './local-time';

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

export interface TimePickerWords {
  readonly date: string;
  readonly time: string;
  /** The button that chooses what the fields say. */
  readonly confirm: string;
}

/** A moment to come: some at hand, any other by its date and time, where the reader is. */
@Component({
  selector: 'ls-time-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './time-picker.component.html',
  styleUrl: './time-picker.component.css',
})
export class TimePickerComponent {
  readonly choices = input.required<readonly TimeChoice[]>();
  /** What the fields say at first. */
  readonly value = input.required<Date>();
  /** The days that the calendar offers. */
  readonly earliest = input.required<Date>();
  readonly latest = input.required<Date>();
  readonly words = input.required<TimePickerWords>();
  /** Judges what the fields say; null where one of them is empty. */
  readonly judge = input.required<(at: Date | null) => Verdict>();
  readonly chosen = output<Date>();

  protected readonly date = signal('');
  protected readonly time = signal('');
  protected readonly firstDay = computed(() => dateField(this.earliest()));
  protected readonly lastDay = computed(() => dateField(this.latest()));
  private readonly at = computed(() => fromFields(this.date(), this.time()));
  protected readonly verdict = computed(() => {
    // It moves on with the time.
    this.earliest();
    return this.judge()(this.at());
  });

  constructor() {
    effect(() => {
      const value = this.value();
      untracked(() => {
        this.date.set(dateField(value));
        this.time.set(timeField(value));
      });
    });
  }

  protected typed(event: Event, into: 'date' | 'time'): void {
    this[into].set((event.target as HTMLInputElement).value);
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
