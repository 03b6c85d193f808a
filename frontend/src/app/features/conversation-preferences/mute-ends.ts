import { untilFurtherNotice } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';

interface MuteEnd {
  readonly label: WordKey;
  /** An ISO instant. */
  readonly until: string;
}

const morning = 8;

/** Until when somebody may want a conversation to be quiet, by their own clock. */
export function muteEnds(now: Date): readonly MuteEnd[] {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const inAWeek = new Date(now);
  inAWeek.setDate(day + 7);
  return [
    { label: 'preferences.anHour', until: new Date(now.getTime() + 3_600_000).toISOString() },
    { label: 'preferences.tomorrow', until: new Date(year, month, day + 1, morning).toISOString() },
    { label: 'preferences.aWeek', until: inAWeek.toISOString() },
    { label: 'preferences.furtherNotice', until: untilFurtherNotice },
  ];
}
