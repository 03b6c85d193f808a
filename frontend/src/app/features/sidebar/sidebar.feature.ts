import type { Injector } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesOfConversations } from '../conversation-preferences/public';
import type { Feature } from '../feature/feature';
import { ConversationSections } from '../messaging/conversation-sections.service';
import { icons } from './icons';
import type { Sections } from './sections.service';
import { Sidebar } from './sidebar.service';
import type words from './texts/fr.json';
import { UnreadFirst } from './unread-first.service';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    sidebar: typeof words;
  }
}

const unread = 'unread';

const sections = () => import('./sections.service').then((m) => m.Sections);

const withSections = async (injector: Injector, call: (sections: Sections) => void | Promise<void>) =>
  call(injector.get(await sections()));

/** How somebody divides their list: sections of their own, and what is unread first if they like. */
export const sidebarFeature: Feature = {
  name: 'sidebar',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  itemKinds: [{ kind: 'sidebar', refusal: 'sidebar.notSaved' }],
  listSections: [
    {
      name: 'unread',
      order: 100,
      all: (injector) =>
        injector.get(UnreadFirst).isOn()
          ? [{ id: unread, title: injector.get(WordsService).t('sidebar.unread') }]
          : [],
      of: (conversation, injector) => (injector.get(UnreadFirst).takes(conversation) ? unread : null),
    },
    {
      name: 'own',
      order: 300,
      all: (injector) =>
        injector
          .get(Sidebar)
          .sections()
          .map(({ id, title, collapsed: isCollapsed }) => ({
            id,
            title,
            isCollapsed,
            emptyText: injector.get(WordsService).t('sidebar.empty'),
          })),
      of({ id }, injector) {
        const { section } = injector.get(PreferencesOfConversations).of(id);
        return section !== null && injector.get(Sidebar).find(section) ? section : null;
      },
      setCollapsed: (id, isCollapsed, injector) => injector.get(Sidebar).setCollapsed(id, isCollapsed),
      take: ({ id }, section, injector) => injector.get(PreferencesOfConversations).change(id, { section }),
      release: ({ id }, injector) => injector.get(PreferencesOfConversations).change(id, { section: null }),
      move: (id, before, injector) => injector.get(Sidebar).move(id, before),
      actions: [
        {
          name: 'rename',
          label: 'sidebar.rename',
          icon: 'pencil',
          run: (id, injector) => withSections(injector, (all) => all.rename(id)),
        },
        {
          name: 'up',
          label: 'sidebar.up',
          icon: 'arrow-up',
          shiftKey: { press: 'ArrowUp', cap: '↑' },
          isAvailable: (id, injector) => injector.get(Sidebar).canMove(id, -1),
          run: (id, injector) => withSections(injector, (all) => all.move(id, -1)),
        },
        {
          name: 'down',
          label: 'sidebar.down',
          icon: 'arrow-down',
          shiftKey: { press: 'ArrowDown', cap: '↓' },
          isAvailable: (id, injector) => injector.get(Sidebar).canMove(id, 1),
          run: (id, injector) => withSections(injector, (all) => all.move(id, 1)),
        },
        {
          name: 'delete',
          label: 'sidebar.delete',
          icon: 'trash',
          danger: true,
          run: (id, injector) => withSections(injector, (all) => all.remove(id)),
        },
      ],
    },
  ],
  listActions: [
    {
      name: 'unread-first',
      label: 'sidebar.unreadFirst',
      icon: icons.mails,
      order: 100,
      isOn: (injector) => injector.get(UnreadFirst).isOn(),
      run: (injector) => injector.get(UnreadFirst).toggle(),
    },
    {
      name: 'create-section',
      label: 'sidebar.create',
      icon: icons.folderPlus,
      order: 200,
      run: (injector) => withSections(injector, (all) => all.create()),
    },
  ],
  // Loaded beforehand, so that sections can be made without a network too.
  services: [sections],
  conversationActions: [
    {
      name: 'section',
      label: 'sidebar.putInto',
      icon: icons.folderInput,
      order: 200,
      isAvailable: ({ conversation }) => !conversation.archived,
      choices({ conversation, injector }) {
        const list = injector.get(ConversationSections);
        const { favourite, section } = injector.get(PreferencesOfConversations).of(conversation.id);
        const own = injector.get(Sidebar).sections();
        const text = injector.get(WordsService);
        return [
          ...own.map(({ id, title }) => ({
            label: title,
            isChosen: !favourite && id === section,
            run: () => list.put(conversation, id),
          })),
          {
            label: text.t('sidebar.none'),
            isChosen: !favourite && !own.some(({ id }) => id === section),
            run: () => list.put(conversation, conversation.kind),
          },
          {
            label: text.t('sidebar.createAnother'),
            run: () => withSections(injector, (all) => all.create(conversation)),
          },
        ];
      },
    },
  ],
};
