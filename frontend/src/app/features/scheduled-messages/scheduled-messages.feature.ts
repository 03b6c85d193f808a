import { Items } from '../../sync/items/items.service';
import type { Feature } from '../feature/feature';
import { loadedAhead } from '../feature/loaded-ahead';
import { icons } from './icons';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    scheduledMessages: typeof words;
  }
}

const scheduling = loadedAhead(() => import('./scheduling.service').then((m) => m.Scheduling));

/** Messages that are sent at a time to come. */
export const scheduledMessagesFeature: Feature = {
  name: 'scheduled-messages',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  composerActions: [
    {
      name: 'schedule',
      label: 'scheduled.schedule',
      icon: icons.calendarClock,
      order: 900,
      place: 'send',
      run: (target) => scheduling.use(target.injector, (service) => service.ask(target)),
    },
  ],
  composerNotes: [
    {
      name: 'scheduled',
      order: 100,
      isShown: ({ id }, injector) =>
        injector.get(Items).count('scheduled_message', ({ conversationId }) => conversationId === id) > 0,
      load: () => import('./scheduled-line.component').then((m) => m.ScheduledLineComponent),
    },
  ],
  pages: [
    {
      path: 'scheduled',
      title: 'scheduled.heading',
      load: () => import('./scheduled.page').then((m) => m.ScheduledPage),
    },
  ],
  navigation: [
    {
      name: 'scheduled',
      label: 'scheduled.heading',
      icon: icons.calendarClock,
      order: 450,
      url: '/scheduled',
      places: ['rail'],
      // What is to come needs nobody.
      count: (injector) => injector.get(Items).count('scheduled_message', ({ state }) => state === 'failed'),
    },
  ],
  switcher: [{ label: 'scheduled.heading', icon: icons.calendarClock, order: 160, url: '/scheduled' }],
  shortcuts: [
    {
      name: 'scheduled',
      label: 'scheduled.shortcuts',
      order: 1_260,
      caps: () => ['↵', 'R', { text: 'key.delete' }],
    },
  ],
  commands: [() => import('./sync/scheduled-writes').then((m) => m.ScheduledWrites)],
  // Loaded beforehand, so that messages can be scheduled without a network too.
  services: [scheduling.load],
};
