import type { Injector } from '@angular/core';
import { silenceOf } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { WordsService } from '../../core/i18n/words.service';
import type { Feature } from '../feature/feature';
import type { UnreadState } from '../feature/unread-rule';
import { PreferencesOfConversations } from './conversation-preferences.service';
import { icons } from './icons';
import { muteEnds } from './mute-ends';
import { PreferenceWords } from './preference-words.service';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    conversationPreferences: typeof words;
  }
}

const favourites = 'favourites';

const preferences = (injector: Injector) => injector.get(PreferencesOfConversations);

/** How one person wants to be disturbed by a conversation, and their favourites. */
export const conversationPreferencesFeature: Feature = {
  name: 'conversation-preferences',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  itemKinds: [{ kind: 'conversation_preferences', refusal: 'preferences.notSaved' }],
  unreadRules: [
    {
      name: 'preferences',
      order: 200,
      apply(state, conversation, injector): UnreadState {
        const preferred = preferences(injector).preferred(conversation);
        // The clock is read where a mute has an end: else each conversation would be looked at again every minute.
        const now = preferred.preferences?.mutedUntil ? injector.get(Clock).now() : new Date(0);
        if (silenceOf(preferred, 'message', now) === null) return state;
        return { ...state, tells: silenceOf(preferred, 'mention', now) === null ? 'mentions' : 'nothing' };
      },
    },
  ],
  listSections: [
    {
      name: favourites,
      order: 200,
      all: (injector) => [{ id: favourites, title: injector.get(WordsService).t('preferences.favourites') }],
      of: ({ id }, injector) => (preferences(injector).of(id).favourite ? favourites : null),
      take: ({ id }, _section, injector) => preferences(injector).change(id, { favourite: true }),
      release: ({ id }, injector) => preferences(injector).change(id, { favourite: false }),
    },
  ],
  conversationActions: [
    {
      name: 'favourite',
      label: 'preferences.favourite',
      icon: icons.star,
      order: 100,
      isAvailable: ({ conversation: { id }, injector }) => !preferences(injector).of(id).favourite,
      run: ({ conversation: { id }, injector }) => preferences(injector).change(id, { favourite: true }),
    },
    {
      name: 'unfavourite',
      label: 'preferences.unfavourite',
      icon: icons.starOff,
      order: 100,
      isAvailable: ({ conversation: { id }, injector }) => preferences(injector).of(id).favourite,
      run: ({ conversation: { id }, injector }) => preferences(injector).change(id, { favourite: false }),
    },
    {
      name: 'mute',
      label: 'preferences.mute',
      icon: 'bell-off',
      order: 300,
      isAvailable: ({ conversation: { id }, injector }) => !preferences(injector).isMuted(id),
      choices: ({ conversation: { id }, injector }) =>
        muteEnds(new Date()).map(({ label, until: mutedUntil }) => ({
          label: injector.get(WordsService).t(label),
          run: () => preferences(injector).change(id, { mutedUntil }),
        })),
    },
    {
      name: 'unmute',
      label: 'preferences.unmute',
      icon: 'bell',
      order: 300,
      isAvailable: ({ conversation: { id }, injector }) => preferences(injector).isMuted(id),
      run: ({ conversation: { id }, injector }) => preferences(injector).change(id, { mutedUntil: null }),
    },
    {
      name: 'level',
      label: 'preferences.level',
      icon: icons.bellRing,
      order: 400,
      choices: ({ conversation, injector }) =>
        injector
          .get(PreferenceWords)
          .levels(conversation)
          .map(({ level, label }) => ({
            label,
            isChosen: preferences(injector).of(conversation.id).level === level,
            run: () => preferences(injector).change(conversation.id, { level }),
          })),
    },
  ],
  detailsSections: [
    {
      name: 'preferences',
      order: 100,
      load: () => import('./preferences.component').then((m) => m.PreferencesComponent),
    },
  ],
};
