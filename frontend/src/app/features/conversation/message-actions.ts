import type { MessageAction } from '../feature/feature';
import { MessageActions } from './message/message-actions.service';

/** What everybody knows of messaging: answer, edit, copy, delete. */
export const messageActions: readonly MessageAction[] = [
  {
    name: 'reply',
    label: 'message.reply',
    icon: 'reply',
    order: 200,
    hoverBar: 'always',
    key: { press: 'r', cap: 'R', label: 'shortcuts.reply', order: 900 },
    isAvailable: (_message, conversation) => !conversation?.archived,
    run: ({ message, injector }) => injector.get(MessageActions).reply(message),
  },
  {
    name: 'edit',
    label: 'message.edit',
    icon: 'pencil',
    order: 300,
    hoverBar: 'roomy',
    isAvailable: ({ senderId }, _conversation, reader) => senderId === reader.id,
    run: ({ message, injector }) => injector.get(MessageActions).edit(message),
  },
  {
    name: 'copy-text',
    label: 'message.copyText',
    icon: 'copy',
    order: 400,
    run: ({ message, injector }) => injector.get(MessageActions).copyText(message),
  },
  {
    name: 'copy-link',
    label: 'message.copyLink',
    icon: 'link',
    order: 500,
    run: ({ message, injector }) => injector.get(MessageActions).copyLink(message),
  },
  {
    name: 'delete',
    label: 'message.delete',
    icon: 'trash',
    order: 1_000,
    danger: true,
    key: { press: 'delete', cap: { text: 'key.delete' }, label: 'shortcuts.delete', order: 1_300 },
    // Its author, or an owner of the conversation; nobody owns a direct one.
    isAvailable: ({ senderId }, conversation, reader) =>
      senderId === reader.id || (reader.isOwner && conversation?.kind !== 'direct'),
    run: ({ message, injector }) => injector.get(MessageActions).delete(message),
  },
];
