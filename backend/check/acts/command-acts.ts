import type { Message } from '@litspark/shared-contracts';
import type { Command } from '../history/command.js';
import type { Scene } from './scene.js';
import type { TrialConversation } from './trial-conversation.js';

type Made = Pick<Command, 'kind' | 'method' | 'body'>;

/** A command about the part `part` of a message, by its route `…/messages/:id/<part>`. */
export function changePart(
  { device, random }: Scene,
  { id: target, conversationId }: Message,
  part: string,
  made: Made,
): void {
  device.life.commands.add({
    ...made,
    id: random.uuid(),
    lane: `${part} ${target}`,
    conversationId,
    target,
    path: `/api/conversations/${conversationId}/messages/${target}/${part}`,
  });
}

/** A command that puts one of the person's own items, or takes it away where there is no value. */
export function writeItem(
  { device, random }: Scene,
  conversation: TrialConversation,
  { kind, item, id: target, value }: Pick<Command, 'kind'> & { item: string; id: string; value?: unknown },
): void {
  device.life.commands.add({
    kind,
    id: random.uuid(),
    lane: `${item} ${target}`,
    conversationId: conversation.id,
    target,
    path: `/api/me/items/${item}/${target}`,
    ...(value === undefined ? { method: 'DELETE' } : { method: 'PUT', body: { value } }),
  });
}

/** The present moment and `ms` milliseconds, as the contract writes it. */
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
