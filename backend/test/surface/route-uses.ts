import { randomUUID } from 'node:crypto';
import { PasswordsService } from '../../src/features/auth/passwords.service.js';
import { ItemChangesService } from '../../src/features/personal-items/item-changes.service.js';
import { CredentialsService } from '../../src/features/users/credentials.service.js';
import { UserAdministrationService } from '../../src/features/users/user-administration.service.js';
import type { TestApp } from '../create-test-app.js';
import { here, message, use, type RouteUse } from './route-use.js';
import { rules } from './rules.js';
import { usesOfFeatures } from './uses-of-features.js';

const password = 'correct horse battery';

/** The item that everybody has. */
const seen = {
  params: { kind: 'activity_seen', id: 'activity' },
  body: { value: { at: '2026-11-30T08:00:00.000Z' } },
};

const thumbUp = encodeURIComponent('👍');

/** Each route of the contract must be here or in `test/route-uses.ts` of its feature, and what stands here must be a route. */
export const routeUses: readonly RouteUse[] = [
  ...(await usesOfFeatures<RouteUse>('route-uses', 'routeUses')),
  use('login', 'signing in', async ({ app, newcomer }) => {
    await givePassword(app, newcomer.id);
    return { body: { email: newcomer.email, password } };
  }),
  use('refresh', 'refreshing the session', () => ({})),
  use('logout', 'signing out', () => ({}), rules.anybody),
  use('changePassword', 'changing the password', async ({ app, user }) => {
    await givePassword(app, user.id);
    return { body: { currentPassword: password, newPassword: `${password} staple` } };
  }),
  use('setup', 'setting the first password', async ({ app }) => {
    const email = `${randomUUID()}@example.org`;
    const created = await app.get(UserAdministrationService).create({ email, displayName: 'New' });
    return { body: { token: created.setupToken, password } };
  }),
  use('checkFirstRun', 'asking about a link to the first administrator', () => ({
    body: { token: randomUUID() },
  })),
  // There is an administrator.
  use(
    'createFirstAdministrator',
    'making the first administrator',
    () => ({
      body: {
        token: randomUUID(),
        email: `${randomUUID()}@example.org`,
        displayName: 'First',
        password,
        locale: 'fr',
      },
    }),
    rules.nobodys('CONFLICT'),
  ),
  use('demoAccounts', 'asking for demo accounts', () => ({})),
  use('getMe', 'seeing oneself', () => ({})),
  use('updateMe', 'changing oneself', () => ({
    body: { displayName: 'Ann Elsewhere', locale: 'en', theme: 'dark' },
  })),
  use('listUsers', 'searching people', ({ newcomer }) => ({
    query: { ids: newcomer.id, q: 'ann', limit: '10' },
  })),
  use(
    'listUsers',
    'searching participants',
    ({ conversationId }) => ({
      query: { conversationId, q: 'ann' },
    }),
    rules.participants,
  ),
  use('createUser', 'creating a user', () => ({
    body: { email: `${randomUUID()}@example.org`, displayName: 'New', role: 'member' },
  })),
  use('updateUser', 'disabling a user', ({ newcomer }) => ({
    params: { id: newcomer.id },
    body: { displayName: 'Renamed', role: 'member', disabled: true },
  })),
  use('giveSetupToken', 'giving out a setup token', ({ newcomer }) => ({
    params: { id: newcomer.id },
  })),
  use('listConversations', 'listing conversations', () => ({ query: { limit: '10' } })),
  use('createConversation', 'creating a conversation', ({ newcomer }) => ({
    body: { kind: 'channel', participantIds: [newcomer.id], title: 'New', visibility: 'private' },
  })),
  use('getConversation', 'seeing the conversation', (stage) => ({ params: here(stage) })),
  use(
    'updateConversation',
    'renaming',
    (stage) => ({
      params: here(stage),
      body: { title: 'Renamed', topic: 'Something else' },
    }),
    rules.managers('CONFLICT'),
  ),
  use(
    'updateConversation',
    'archiving',
    (stage) => ({
      params: here(stage),
      body: { archived: true },
    }),
    rules.managers('done'),
  ),
  use('listParticipants', 'listing participants', (stage) => ({
    params: here(stage),
    query: { limit: '10' },
  })),
  use(
    'addParticipants',
    'adding somebody',
    (stage) => ({
      params: here(stage),
      body: { userIds: [stage.newcomer.id] },
    }),
    rules.managers('CONFLICT'),
  ),
  use(
    'removeParticipant',
    'removing somebody',
    (stage) => ({
      params: { ...here(stage), userId: stage.other.id },
    }),
    rules.removers,
  ),
  use(
    'removeParticipant',
    'leaving',
    (stage) => ({
      params: { ...here(stage), userId: stage.user.id },
    }),
    rules.leavers,
  ),
  use('listChannels', 'finding channels', () => ({ query: { q: 'co', limit: '10' } })),
  use('joinChannel', 'joining', (stage) => ({ params: here(stage) }), rules.joiners),
  use('listMessages', 'reading messages', (stage) => ({
    params: here(stage),
    query: { afterSeq: '0', limit: '10' },
  })),
  use('sendMessage', 'sending', (stage) => ({
    params: here(stage),
    body: { clientMessageId: randomUUID(), body: 'Bonjour', replyToId: null, parts: {} },
  })),
  use('markAsRead', 'marking as read', (stage) => ({
    params: here(stage),
    body: { seq: 1 },
  })),
  use('listReceipts', 'asking who has a message', (stage) => ({
    params: message(stage),
    query: { limit: '10' },
  })),
  use('getIntegrity', 'comparing what one holds', (stage) => ({
    params: here(stage),
    query: { fromSeq: '1', toSeq: '10' },
  })),
  use('getMessage', 'reading one message', (stage) => ({ params: message(stage) })),
  use('editMessage', 'editing the owner’s message', (stage) => ({
    params: message(stage),
    body: { body: 'Bonsoir', expectedRevision: 2 },
  })),
  use('listVersions', 'reading what a message said', (stage) => ({
    params: message(stage),
  })),
  use('listReactions', 'reading who reacted', (stage) => ({
    params: { ...message(stage), emoji: thumbUp },
    query: { limit: '10' },
  })),
  use('addReaction', 'reacting', (stage) => ({
    params: { ...message(stage), emoji: thumbUp },
  })),
  use('removeReaction', 'taking a reaction back', (stage) => ({
    params: { ...message(stage), emoji: thumbUp },
  })),
  use('deleteMessage', 'deleting the owner’s message', (stage) => ({ params: message(stage) }), rules.author),
  use(
    'deleteMessage',
    'deleting the member’s message',
    (stage) => ({
      params: { ...here(stage), messageId: stage.memberMessageId },
    }),
    rules.authorOrOwner,
  ),
  use('listItems', 'listing one’s items', () => ({ query: { afterRevision: '0', limit: '10' } })),
  use('getItem', 'reading one of one’s items', async ({ app, user }) => {
    await app.get(ItemChangesService).put(user.actor, seen.params, seen.body);
    return { params: seen.params };
  }),
  use('putItem', 'having seen what happened', () => seen),
  use('deleteItem', 'taking one of one’s items away', () => ({
    params: seen.params,
    query: { ifRevision: '0' },
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

async function givePassword(app: TestApp, userId: string): Promise<void> {
  const hash = await app.get(PasswordsService).hash(password);
  await app.get(CredentialsService).setPasswordHash(userId, hash);
}
