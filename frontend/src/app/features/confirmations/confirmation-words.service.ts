import { inject, Injectable } from '@angular/core';
import { Clock } from '../../core/clock';
import { dayAndMonth, daysAgo, writtenTime } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';

/** Without and with the day. */
const moments = {
  own: { today: 'confirmations.ownToday', on: 'confirmations.ownOn' },
  closed: { today: 'confirmations.closedToday', on: 'confirmations.closedOn' },
} as const;

/** What cards and the panel say of confirmations. Reads signals. */
@Injectable({ providedIn: SessionScope })
export class ConfirmationWords {
  private readonly words = inject(WordsService);
  private readonly clock = inject(Clock);

  /** « 7 sur 10 ont confirmé »; who joined later counts too, so that there may be more than were expected. */
  count(count: number, expected: number): string {
    if (count > expected) return this.words.plural('confirmations.countBeyond', count);
    return this.words.plural('confirmations.count', count, { expected: this.words.number(expected) });
  }

  /** « Vous avez confirmé à 14 h 02 », with the day where that isn't today. */
  at(what: keyof typeof moments, at: string): string {
    const [date, now, locale] = [new Date(at), this.clock.now(), this.words.locale()];
    const time = writtenTime(date, locale);
    if (daysAgo(date, now) <= 0) return this.words.t(moments[what].today, { time });
    return this.words.t(moments[what].on, { day: dayAndMonth(date, now, locale), time });
  }
}
