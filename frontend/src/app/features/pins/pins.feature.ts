import type { ConversationSummary } from '@litspark/shared-contracts';
import type { Feature, MessageTarget, Reader } from '../feature/feature';
import { isManager } from '../messaging/is-manager';
import { Pinning } from '../../sync/pinning.service';

const mayPin = (conversation: ConversationSummary | undefined, { isOwner }: Reader): boolean =>
  conversation !== undefined && isManager(conversation.kind, isOwner);

const set =
  (pinned: boolean) =>
  ({ injector, message }: MessageTarget): void =>
    injector.get(Pinning).set(message, pinned);

/** Messages that a conversation keeps at hand. */
export const pinsFeature: Feature = {
  name: 'pins',
  messageActions: [
    {
      name: 'pin',
      label: 'pins.pin',
      icon: 'pin',
      order: 550,
      isAvailable: ({ parts }, conversation, reader) => !parts.pin && mayPin(conversation, reader),
      run: set(true),
    },
    {
      name: 'unpin',
      label: 'pins.unpin',
      icon: 'pin-off',
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
      load: () => import('./pin-sign.component').then((m) => m.PinSignComponent),
    },
  ],
  panels: [
    {
      path: 'pins',
      load: () => import('./pins.component').then((m) => m.PinsComponent),
      button: { label: 'pins.heading', icon: 'pin', narrowIcon: 'pin' },
    },
  ],
};
