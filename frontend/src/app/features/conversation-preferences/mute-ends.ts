import { untilFurtherNotice } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import { quickTimes } from '../../ui/time-picker/local-time';

interface MuteEnd {
  readonly label: WordKey;
  /** An ISO instant. */
  readonly until: string;
}

/** Until when somebody may want a conversation to be quiet, by their own clock. */
export function muteEnds(now: Date): readonly MuteEnd[] {
  const { inAnHour, tomorrow, inAWeek } = quickTimes(now);
  return [
    { label: 'preferences.anHour', until: inAnHour.toISOString() },
    { label: 'preferences.tomorrow', until: tomorrow.toISOString() },
    { label: 'preferences.aWeek', until: inAWeek.toISOString() },
    { label: 'preferences.furtherNotice', until: untilFurtherNotice },
  ];
}
