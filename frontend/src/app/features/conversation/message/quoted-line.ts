import type { WordsService } from '../../../core/i18n/words.service';
import type { QuotedMessage } from '../../../sync/quoted-messages.service';
import { plainText } from '../../../ui/markdown/plain-text';

/** One line that stands for a quoted message, also where it is deleted, absent or still on its way. */
export function quotedLine(message: QuotedMessage, words: WordsService): string {
  if (message === undefined) return words.t('quote.loading');
  if (message === null) return words.t('quote.missing');
  return message.deletedAt ? words.t('message.deleted') : plainText(message.body, 160);
}
