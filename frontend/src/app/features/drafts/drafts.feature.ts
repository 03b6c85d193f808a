import type { Draft as DraftItem } from '@litspark/shared-contracts';
import { DraftsStore } from '../../stores/drafts.store';
import { ItemsStore } from '../../stores/items.store';
import type { Feature } from '../feature/feature';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    drafts: typeof words;
  }
}

/** What somebody began to write, on all their devices until it is sent. */
export const draftsFeature: Feature = {
  name: 'drafts',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  composerNotes: [
    {
      name: 'other-draft',
      order: 200,
      isShown: ({ id }, injector) => injector.get(DraftsStore).other(id)() !== null,
      load: () => import('./other-draft.component').then((m) => m.OtherDraftComponent),
    },
  ],
  // At hand before the rest of the feature is loaded: a send needs it at once.
  draftCopies: [
    {
      idOf: (id, injector) => {
        const draft = injector.get(ItemsStore).peek('draft', id)?.value as DraftItem | null | undefined;
        return draft?.clientMessageId ?? null;
      },
    },
  ],
  commands: [() => import('./sync/draft-writes').then((m) => m.DraftWrites)],
  services: [() => import('./sync/draft-sync.service').then((m) => m.DraftSync)],
};
