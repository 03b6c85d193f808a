import { inject, Injectable } from '@angular/core';
import {
  type ConversationSummary,
  levelOf,
  type PreferenceLevel,
  untilFurtherNotice,
} from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { dayAndMonth, daysAgo, writtenTime } from '../../core/i18n/dates';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { PreferencesOfConversations } from './conversation-preferences.service';

const levels: Readonly<Record<PreferenceLevel, WordKey>> = {
  all: 'preferences.all',
  mentions: 'preferences.mentions',
  nothing: 'preferences.nothing',
};

/** How preferences are called. Reads signals. */
@Injectable({ providedIn: SessionScope })
export class PreferenceWords {
  private readonly words = inject(WordsService);
  private readonly clock = inject(Clock);
  private readonly preferences = inject(PreferencesOfConversations);

  /** What can be chosen for a conversation, the default first. */
  levels(conversation: ConversationSummary): { level: PreferenceLevel | null; label: string }[] {
    const preferred = { ...this.preferences.preferred(conversation), preferences: null };
    const byDefault = this.words.t(levels[levelOf(preferred)]).toLocaleLowerCase(this.words.locale());
    const label = this.words.t('preferences.default', { level: byDefault });
    const chosen = Object.entries(levels) as [PreferenceLevel, WordKey][];
    return [{ level: null, label }, ...chosen.map(([level, key]) => ({ level, label: this.words.t(key) }))];
  }

  /** « En sourdine jusqu’à demain, 8 h » */
  mutedUntil(until: string): string {
    if (until >= untilFurtherNotice) return this.words.t('preferences.mutedForever');
    const at = new Date(until);
    const now = this.clock.now();
    // « 8 h » rather than « 8 h 00 ».
    const time = writtenTime(at, this.words.locale()).replace(/(h)\u00a000$/, '$1');
    const days = -daysAgo(at, now);
    if (days <= 0) return this.words.t('preferences.mutedToday', { time });
    if (days === 1) return this.words.t('preferences.mutedTomorrow', { time });
    return this.words.t('preferences.mutedUntil', { day: dayAndMonth(at, now, this.words.locale()), time });
  }
}
