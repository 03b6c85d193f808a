import type { Injector } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import type { Feature } from '../feature/feature';
import { SnackService } from '../messaging/snack.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { icons } from './icons';
import type words from './texts/fr.json';
import { UnreadNotes } from './unread-notes.service';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    markedUnread: typeof words;
  }
}

const notes = (injector: Injector) => injector.get(UnreadNotes);

/** A person’s own note that a conversation is unread from a message on: markers and receipts don’t move with it. */
export const markedUnreadFeature: Feature = {
  name: 'marked-unread',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  itemKinds: [{ kind: 'marked_unread', refusal: 'markedUnread.notSaved' }],
  services: [() => Promise.resolve(UnreadNotes)],
  unreadRules: [
    {
      name: 'marked-unread',
      order: 100,
      apply(state, { id, lastSeq }, injector) {
        const fromSeq = notes(injector).fromSeq(id);
        if (fromSeq === undefined || fromSeq > state.after) return state;
        return { ...state, after: fromSeq - 1, count: lastSeq - fromSeq + 1 };
      },
    },
  ],
  conversationActions: [
    {
      name: 'mark-unread',
      label: 'markedUnread.unread',
      icon: icons.mail,
      order: 50,
      isAvailable: ({ conversation, injector }) =>
        conversation.lastSeq > 0 && injector.get(UnreadStates).of(conversation).count === 0,
      run: ({ conversation: { id, lastSeq }, injector }) => notes(injector).mark(id, lastSeq),
    },
    {
      name: 'mark-read',
      label: 'markedUnread.read',
      icon: icons.mailCheck,
      order: 50,
      isAvailable: ({ conversation, injector }) => injector.get(UnreadStates).of(conversation).count > 0,
      run: ({ conversation, injector }) => notes(injector).markRead(conversation),
    },
  ],
  messageActions: [
    {
      name: 'mark-unread',
      label: 'markedUnread.fromHere',
      icon: icons.mail,
      order: 600,
      key: { press: 'u', cap: 'U', label: 'markedUnread.shortcut', order: 1_050 },
      run({ message: { conversationId, seq }, injector }) {
        notes(injector).mark(conversationId, seq);
        const text = injector.get(WordsService);
        injector.get(SnackService).show(text.t('markedUnread.marked'), {
          label: text.t('action.undo'),
          run: () => notes(injector).unmark(conversationId),
        });
      },
    },
  ],
};
