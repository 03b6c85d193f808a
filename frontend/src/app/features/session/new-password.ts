import { codePointLength, limits } from '@litspark/shared-contracts/plain';
import type { WordsService } from '../../core/i18n/words.service';

const count = limits.passwordMinCodePoints;

/** What a new password must be, to be read beside its field. */
export const passwordRule = (words: WordsService): string => words.t('password.rule', { count });

/** What is wrong with a new password, in words; null where nothing is. */
export const passwordFault = (words: WordsService, password: string): string | null =>
  codePointLength(password) < count ? words.t('password.short', { count }) : null;
