import type { ConversationKind } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import type { ListSections } from '../feature/list-sections';

const titles: Readonly<Record<ConversationKind, WordKey>> = {
  direct: 'list.directs',
  group: 'list.groups',
  channel: 'list.channels',
};

const kinds = Object.keys(titles) as ConversationKind[];

/** Where a conversation stands that no feature puts elsewhere: with those of its kind. */
export const kindSections: ListSections = {
  name: 'kinds',
  order: Number.MAX_SAFE_INTEGER,
  all: (injector) => kinds.map((kind) => ({ id: kind, title: injector.get(WordsService).t(titles[kind]) })),
  of: ({ kind }) => kind,
  takes: ({ kind }, id) => kind === id,
  // Where the others let it go, it stands there by itself.
  take: () => undefined,
};
