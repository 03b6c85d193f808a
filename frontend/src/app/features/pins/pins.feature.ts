import type { ConversationSummary } from '@litspark/shared-contracts';
import type { Feature, MessageTarget, Reader } from '../feature/feature';
import { isManager } from '../messaging/is-manager';
import { loadedAhead } from '../feature/loaded-ahead';
import { icons } from './icons';
import type words from './texts/fr.json';

declare module '../../core/i18n/word-keys' {
  interface WordsByOwner {
    pins: typeof words;
  }
}

const mayPin = (conversation: ConversationSummary | undefined, { isOwner }: Reader): boolean =>
  conversation !== undefined && isManager(conversation.kind, isOwner);

const pinning = loadedAhead(() => import('./sync/pinning.service').then((m) => m.Pinning));

const set =
  (pinned: boolean) =>
  ({ injector, message }: MessageTarget): void | Promise<void> =>
    pinning.use(injector, (service) => service.set(message, pinned));

/** Messages that a conversation keeps at hand. */
export const pinsFeature: Feature = {
  name: 'pins',
  texts: { fr: () => import('./texts/fr.json'), en: () => import('./texts/en.json') },
  messageActions: [
    {
      name: 'pin',
      label: 'pins.pin',
      icon: icons.pin,
      order: 550,
      isAvailable: ({ parts }, conversation, reader) => !parts.pin && mayPin(conversation, reader),
      run: set(true),
    },
    {
      name: 'unpin',
      label: 'pins.unpin',
      icon: icons.pinOff,
      order: 550,
      isAvailable: ({ parts }, conversation, reader) =>
        parts.pin !== undefined && mayPin(conversation, reader),
      run: set(false),
    },
  ],
  messageParts: [
    {
      part: 'pin',
      place: 'sign',
      order: 100,
      load: () => import('./pin-sign.component').then((m) => m.PinSignComponent),
    },
  ],
  panels: [
    {
      path: 'pins',
      order: 100,
      load: () => import('./pins.component').then((m) => m.PinsComponent),
      button: { label: 'pins.heading', icon: icons.pin, narrowIcon: icons.pin },
    },
  ],
  commands: [() => import('./sync/pins').then((m) => m.Pins)],
  // Loaded beforehand, so that messages can be pinned without a network too.
  services: [pinning.load],
};
