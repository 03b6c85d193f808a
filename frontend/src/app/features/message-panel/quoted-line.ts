import type { WordsService } from '../../core/i18n/words.service';
import type { SingleMessage } from '../../sync/single-messages.service';
import { plainText } from '../../ui/markdown/plain-text';
import type { NamesService } from '../names/names.service';

/** One line that stands for a quoted message, also where it is deleted, absent or still on its way. */
export function quotedLine(message: SingleMessage, words: WordsService, names: NamesService): string {
  if (message === undefined) return words.t('quote.loading');
  if (message === null) return words.t('quote.missing');
  return message.deletedAt
    ? words.t('message.deleted')
    : plainText(message.body, { maxLength: 160, nameOf: names.mentioned });
}
