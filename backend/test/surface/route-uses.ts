import { randomUUID } from 'node:crypto';
import type { RouteName } from '@litspark/shared-contracts';
import { PasswordsService } from '../../src/features/auth/passwords.service.js';
import { CredentialsService } from '../../src/features/users/credentials.service.js';
import { UserAdministrationService } from '../../src/features/users/user-administration.service.js';
import type { TestApp } from '../create-test-app.js';
import { rules, type Rule } from './rules.js';
import type { Stage } from './stage.js';

/** What goes into a request besides its method and path. */
export interface Call {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** One thing that a route is used for: a request that is well formed, and who may make it. */
export interface RouteUse {
  route: RouteName;
  doing: string;
  rule: Rule;
  call: (stage: Stage) => Call | Promise<Call>;
}

const password = 'correct horse battery';

const thumbUp = encodeURIComponent('👍');

const here = ({ conversationId }: Stage) => ({ id: conversationId });
const message = ({ conversationId, messageId }: Stage) => ({ id: conversationId, messageId });

/** Each route of the contract must be here, and what stands here must be a route. */
export const routeUses: readonly RouteUse[] = [
  use('login', 'signing in', rules.anybody, async ({ app, newcomer }) => {
    await givePassword(app, newcomer.id);
    return { body: { email: newcomer.email, password } };
  }),
  use('refresh', 'refreshing the session', rules.sessionHolders, () => ({})),
  use('logout', 'signing out', rules.anybody, () => ({})),
  use('changePassword', 'changing the password', rules.signedIn, async ({ app, user }) => {
    await givePassword(app, user.id);
    return { body: { currentPassword: password, newPassword: `${password} staple` } };
  }),
  use('setup', 'setting the first password', rules.anybody, async ({ app }) => {
    const email = `${randomUUID()}@example.org`;
    const created = await app.get(UserAdministrationService).create({ email, displayName: 'New' });
    return { body: { token: created.setupToken, password } };
  }),
  use('checkFirstRun', 'asking about a link to the first administrator', rules.anybody, () => ({
    body: { token: randomUUID() },
  })),
  // There is an administrator.
  use('createFirstAdministrator', 'making the first administrator', rules.nobodys('CONFLICT'), () => ({
    body: {
      token: randomUUID(),
      email: `${randomUUID()}@example.org`,
      displayName: 'First',
      password,
      locale: 'fr',
    },
  })),
  use('demoAccounts', 'asking for demo accounts', rules.anybody, () => ({})),
  use('getMe', 'seeing oneself', rules.signedIn, () => ({})),
  use('updateMe', 'changing oneself', rules.signedIn, () => ({
    body: { displayName: 'Ann Elsewhere', locale: 'en', theme: 'dark' },
  })),
  use('listUsers', 'searching people', rules.signedIn, ({ newcomer }) => ({
    query: { ids: newcomer.id, q: 'ann', limit: '10' },
  })),
  use('listUsers', 'searching participants', rules.participants, ({ conversationId }) => ({
    query: { conversationId, q: 'ann' },
  })),
  use('createUser', 'creating a user', rules.administrators, () => ({
    body: { email: `${randomUUID()}@example.org`, displayName: 'New', role: 'member' },
  })),
  use('updateUser', 'disabling a user', rules.administrators, ({ newcomer }) => ({
    params: { id: newcomer.id },
    body: { displayName: 'Renamed', role: 'member', disabled: true },
  })),
  use('giveSetupToken', 'giving out a setup token', rules.administrators, ({ newcomer }) => ({
    params: { id: newcomer.id },
  })),
  use('listConversations', 'listing conversations', rules.signedIn, () => ({ query: { limit: '10' } })),
  use('createConversation', 'creating a conversation', rules.signedIn, ({ newcomer }) => ({
    body: { kind: 'channel', participantIds: [newcomer.id], title: 'New', visibility: 'private' },
  })),
  use('getConversation', 'seeing the conversation', rules.participants, (stage) => ({ params: here(stage) })),
  use('updateConversation', 'renaming', rules.managers('CONFLICT'), (stage) => ({
    params: here(stage),
    body: { title: 'Renamed', topic: 'Something else' },
  })),
  use('updateConversation', 'archiving', rules.managers('done'), (stage) => ({
    params: here(stage),
    body: { archived: true },
  })),
  use('listParticipants', 'listing participants', rules.participants, (stage) => ({
    params: here(stage),
    query: { limit: '10' },
  })),
  use('addParticipants', 'adding somebody', rules.managers('CONFLICT'), (stage) => ({
    params: here(stage),
    body: { userIds: [stage.newcomer.id] },
  })),
  use('removeParticipant', 'removing somebody', rules.removers, (stage) => ({
    params: { ...here(stage), userId: stage.other.id },
  })),
  use('removeParticipant', 'leaving', rules.leavers, (stage) => ({
    params: { ...here(stage), userId: stage.user.id },
  })),
  use('listChannels', 'finding channels', rules.signedIn, () => ({ query: { q: 'co', limit: '10' } })),
  use('joinChannel', 'joining', rules.joiners, (stage) => ({ params: here(stage) })),
  use('listMessages', 'reading messages', rules.participants, (stage) => ({
    params: here(stage),
    query: { afterSeq: '0', limit: '10' },
  })),
  use('sendMessage', 'sending', rules.participants, (stage) => ({
    params: here(stage),
    body: { clientMessageId: randomUUID(), body: 'Bonjour', replyToId: null },
  })),
  use('markAsRead', 'marking as read', rules.participants, (stage) => ({
    params: here(stage),
    body: { seq: 1 },
  })),
  use('listReceipts', 'asking who has a message', rules.participants, (stage) => ({
    params: message(stage),
    query: { limit: '10' },
  })),
  use('getIntegrity', 'comparing what one holds', rules.participants, (stage) => ({
    params: here(stage),
    query: { fromSeq: '1', toSeq: '10' },
  })),
  use('getMessage', 'reading one message', rules.participants, (stage) => ({ params: message(stage) })),
  use('editMessage', 'editing the owner’s message', rules.author, (stage) => ({
    params: message(stage),
    body: { body: 'Bonsoir', expectedRevision: 2 },
  })),
  use('listVersions', 'reading what a message said', rules.participants, (stage) => ({
    params: message(stage),
  })),
  use('listReactions', 'reading who reacted', rules.participants, (stage) => ({
    params: { ...message(stage), emoji: thumbUp },
    query: { limit: '10' },
  })),
  use('addReaction', 'reacting', rules.participants, (stage) => ({
    params: { ...message(stage), emoji: thumbUp },
  })),
  use('removeReaction', 'taking a reaction back', rules.participants, (stage) => ({
    params: { ...message(stage), emoji: thumbUp },
  })),
  use('deleteMessage', 'deleting the owner’s message', rules.author, (stage) => ({ params: message(stage) })),
  use('deleteMessage', 'deleting the member’s message', rules.authorOrOwner, (stage) => ({
    params: { ...here(stage), messageId: stage.memberMessageId },
  })),
];

/** What answers beside the contract's routes: for operators, and the contract itself. To anybody on this machine. */
export const plainRoutes = [
  'get /health/live',
  'get /health/ready',
  'get /metrics',
  'get /api/docs',
  'get /api/docs/start.js',
  'get /api/docs.json',
  'get /api/events.json',
] as const;

/** Nest's own answer to other methods where its prefix doesn't reach: NOT_FOUND. */
export const closedRoutes = ['all /health/live', 'all /health/ready', 'all /metrics'] as const;

function use(route: RouteName, doing: string, rule: Rule, call: RouteUse['call']): RouteUse {
  return { route, doing, rule, call };
}

async function givePassword(app: TestApp, userId: string): Promise<void> {
  const hash = await app.get(PasswordsService).hash(password);
  await app.get(CredentialsService).setPasswordHash(userId, hash);
}
