import type { ConversationKind, ConversationSummary, Visibility } from '@litspark/shared-contracts';
import { ConversationCreationService } from '../src/features/conversations/conversation-creation.service.js';
import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';

export interface NewTestConversation {
  kind?: ConversationKind;
  title?: string;
  visibility?: Visibility;
}

/** A conversation of `creator` and `others`: a group if nothing else is said. */
export async function createConversation(
  app: Pick<TestApp, 'get'>,
  creator: Pick<TestUser, 'actor'>,
  others: readonly Pick<TestUser, 'id'>[] = [],
  { kind = 'group', title, visibility }: NewTestConversation = {},
): Promise<ConversationSummary> {
  const { conversation } = await app.get(ConversationCreationService).create(creator.actor, {
    kind,
    participantIds: others.map(({ id }) => id),
    ...(kind !== 'direct' && { title: title ?? 'Somewhere to talk' }),
    ...(visibility && { visibility }),
  });
  return conversation;
}
