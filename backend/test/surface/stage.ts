import { randomUUID } from 'node:crypto';
import { SessionsService } from '../../src/features/auth/sessions.service.js';
import { UserAdministrationService } from '../../src/features/users/user-administration.service.js';
import { accessTokenOf } from '../access-token.js';
import { createConversation } from '../create-conversation.js';
import type { TestApp } from '../create-test-app.js';
import { createUser, type TestUser } from '../create-user.js';
import { sendMessage } from '../send-message.js';
import type { Caller, Place } from './rules.js';

/** A conversation with its people, and somebody who is about to call. */
export interface Stage {
  app: TestApp;
  caller: Caller;
  place: Place;
  conversationId: string;
  /** Who calls, or whom a stranger would like to be. */
  user: TestUser;
  accessToken: string;
  refreshToken: string;
  /** A participant who isn't the caller. */
  other: TestUser;
  /** Somebody who doesn't participate and isn't the caller. */
  newcomer: TestUser;
  /** The owner's message. */
  messageId: string;
  /** The member's, the last one. */
  memberMessageId: string;
  /** In the conversation's messages and, unless it is public, in its title. */
  secret: string;
}

export async function setStage(app: TestApp, caller: Caller, place: Place): Promise<Stage> {
  const [owner, member, newcomer] = [await createUser(app), await createUser(app), await createUser(app)];
  const secret = `secret-${randomUUID()}`;
  const { id: conversationId } = await createConversation(app, owner, [member], {
    kind: place === 'direct' || place === 'group' ? place : 'channel',
    title: place === 'public channel' ? 'Come in' : secret,
    ...(place === 'public channel' && { visibility: 'public' }),
  });
  const { id: messageId } = await sendMessage(app, owner, conversationId, secret);
  const { id: memberMessageId } = await sendMessage(app, member, conversationId, secret);
  const user = await callerOf(app, caller, { owner, member });
  return {
    app,
    caller,
    place,
    conversationId,
    user,
    ...(await credentialsOf(app, caller, user)),
    other: user === owner ? member : owner,
    newcomer,
    messageId,
    memberMessageId,
    secret,
  };
}

function callerOf(
  app: TestApp,
  caller: Caller,
  { owner, member }: { owner: TestUser; member: TestUser },
): TestUser | Promise<TestUser> {
  if (caller === 'owner') return owner;
  if (caller === 'outsider') return createUser(app);
  return caller === 'admin' ? createUser(app, { role: 'admin' }) : member;
}

async function credentialsOf(
  app: TestApp,
  caller: Caller,
  { id, actor, accessToken, refreshToken }: TestUser,
): Promise<Pick<Stage, 'accessToken' | 'refreshToken'>> {
  switch (caller) {
    case 'nobody':
      return { accessToken: '', refreshToken: '' };
    case 'forged':
      return { accessToken: accessTokenOf(actor, 900, 'some other secret'), refreshToken: 'forged' };
    case 'expired':
      return { accessToken: accessTokenOf(actor, -1, app.configuration.jwtSecret), refreshToken };
    case 'ended':
      await app.get(SessionsService).endOne(actor.sessionId, id);
      break;
    case 'disabled':
      await app.get(UserAdministrationService).update(id, { disabled: true });
  }
  return { accessToken, refreshToken };
}
