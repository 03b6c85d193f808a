import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Clock } from '../../../core/clock';
import {
  clockTime,
  fullDay,
  monthAndYear,
  namedMoment,
  shortDay,
  utcOffset,
  weekdays,
} from '../../../core/i18n/dates';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { quickTimes, yearAfter } from '../../../ui/time-picker/local-time';
import {
  type TimeChoice,
  TimePickerComponent,
  type Verdict,
} from '../../../ui/time-picker/time-picker.component';
import type { TimeAnswer, TimeQuestion } from './time-question';

/** A moment to come, beside what asks for it; from the bottom of a phone. */
@Component({
  selector: 'ls-choose-time',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent, TimePickerComponent],
  template: `<section class="popover">
    <header>
      <h2>{{ question.heading }}</h2>
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="words.t('action.close')"
        (click)="dialog.close()"
      >
        <ls-icon name="x" [size]="18" />
      </button>
    </header>
    <ls-time-picker
      [choices]="choices()"
      [value]="value"
      [earliest]="clock.now()"
      [latest]="latest()"
      [words]="pickerWords()"
      [judge]="judge"
      (chosen)="dialog.close($event)"
    />
    @if (question.without; as without) {
      <button type="button" class="menu-item without" (click)="dialog.close('without')">
        {{ without }}
      </button>
    }
  </section>`,
  styles: `
    .popover {
      width: 320px;
      max-height: calc(100dvh - 16px);
      padding: 4px;
      overflow: auto;
    }
    header {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 4px 0 4px 10px;
    }
    h2 {
      flex: 1;
      font: 600 15px/22px var(--face);
    }
    .without {
      justify-content: center;
      color: var(--danger);
    }
    @media (max-width: 759.98px) {
      .popover {
        width: 100vw;
        padding: 8px 8px max(12px, env(safe-area-inset-bottom));
        border-width: 1px 0 0;
        border-radius: 16px 16px 0 0;
      }
    }
  `,
})
export class ChooseTimeDialog {
  protected readonly words = inject(WordsService);
  protected readonly clock = inject(Clock);
  protected readonly dialog = inject<DialogRef<TimeAnswer>>(DialogRef);
  protected readonly question = inject<TimeQuestion>(DIALOG_DATA);

  protected readonly latest = computed(() => yearAfter(this.clock.now()));
  protected readonly choices = computed<readonly TimeChoice[]>(() => {
    const locale = this.words.locale();
    const { inAnHour, tomorrow, monday } = quickTimes(this.clock.now());
    return [
      { label: this.words.t('time.inAnHour'), detail: clockTime(inAnHour, locale), at: inAnHour },
      { label: this.words.t('time.tomorrow'), detail: shortDay(tomorrow, locale), at: tomorrow },
      ...(monday
        ? [{ label: this.words.t('time.monday'), detail: shortDay(monday, locale), at: monday }]
        : []),
    ];
  });
  protected readonly value = this.firstValue();
  protected readonly pickerWords = computed(() => ({
    time: this.words.t('time.time'),
    confirm: this.question.confirm,
    previousMonth: this.words.t('time.previousMonth'),
    nextMonth: this.words.t('time.nextMonth'),
    weekdays: weekdays(this.words.locale()),
    month: (day: Date) => monthAndYear(day, this.words.locale()),
    day: (day: Date) => fullDay(day, this.words.locale()),
  }));

  protected readonly judge = (at: Date | null): Verdict => {
    const now = new Date();
    if (!at) return { text: this.words.t('time.incomplete'), refused: true };
    if (at <= now) return { text: this.words.t('time.past'), refused: true };
    if (at > yearAfter(now)) return { text: this.words.t('time.tooFar'), refused: true };
    const locale = this.words.locale();
    const text = this.question.said(`${namedMoment(at, now, locale)} (${utcOffset(at, locale)})`);
    return { text, refused: false };
  };

  private firstValue(): Date {
    const now = new Date();
    const { value } = this.question;
    return value && value > now ? value : quickTimes(now).tomorrow;
  }
}
