import type * as z from 'zod';
import type { Access } from './access.js';
import type { ErrorCode } from './errors.js';
import * as rest from './rest.js';
import * as messagesRest from './rest-messages.js';
import { conversationSummary, me, message, user } from './shapes.js';

/** One REST call. `path` as Express spells it; `answers` by status, null where there is no body. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  tag: 'sessions' | 'users' | 'conversations' | 'messages';
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodType;
  body?: z.ZodType;
  answers: Readonly<Record<number, z.ZodType | null>>;
  /** Beyond what every call may answer: INTERNAL, UNAVAILABLE, and what `access` and the schemas bring about. */
  errors?: readonly ErrorCode[];
}

const conversation = { tag: 'conversations', params: rest.conversationParams } as const;
const messages = { tag: 'messages', params: rest.conversationParams } as const;

const oneMessage = { tag: 'messages', params: messagesRest.messageParams } as const;
const oneReaction = { tag: 'messages', params: messagesRest.reactionParams } as const;

/** Every REST call of the contract, by the name of its use case. */
export const routes = {
  login: {
    method: 'post',
    path: '/api/auth/login',
    tag: 'sessions',
    summary: 'Sign in; sets the refresh cookie',
    access: 'public',
    body: rest.loginRequest,
    answers: { 200: rest.session },
    errors: ['UNAUTHENTICATED', 'RATE_LIMITED'],
  },
  refresh: {
    method: 'post',
    path: '/api/auth/refresh',
    tag: 'sessions',
    summary: 'A new access token; the refresh token rotates',
    access: 'refresh-cookie',
    answers: { 200: rest.session },
  },
  logout: {
    method: 'post',
    path: '/api/auth/logout',
    tag: 'sessions',
    summary: 'End the session and its sockets',
    access: 'refresh-cookie',
    answers: { 204: null },
  },
  changePassword: {
    method: 'post',
    path: '/api/auth/password',
    tag: 'sessions',
    summary: 'Change the password; ends the other sessions',
    access: 'user',
    body: rest.changePasswordRequest,
    answers: { 204: null },
    errors: ['FORBIDDEN', 'RATE_LIMITED'],
  },
  setup: {
    method: 'post',
    path: '/api/auth/setup',
    tag: 'sessions',
    summary: 'Set the first password with a setup token; sets the refresh cookie',
    access: 'public',
    body: rest.setupRequest,
    answers: { 200: rest.session },
    errors: ['UNAUTHENTICATED', 'RATE_LIMITED'],
  },
  demoAccounts: {
    method: 'get',
    path: '/api/auth/demo',
    tag: 'sessions',
    summary: 'The demo accounts; none where the demo is off',
    access: 'public',
    answers: { 200: rest.demoAccounts },
  },
  getMe: {
    method: 'get',
    path: '/api/me',
    tag: 'users',
    summary: 'The caller',
    access: 'user',
    answers: { 200: me },
  },
  updateMe: {
    method: 'patch',
    path: '/api/me',
    tag: 'users',
    summary: 'Change one’s name, language or theme',
    access: 'user',
    body: rest.updateMeRequest,
    answers: { 200: me },
  },
  listUsers: {
    method: 'get',
    path: '/api/users',
    tag: 'users',
    summary: 'The directory: by a piece of name or e-mail, or by ids',
    access: 'user',
    query: rest.listUsersQuery,
    answers: { 200: rest.userPage },
  },
  createUser: {
    method: 'post',
    path: '/api/users',
    tag: 'users',
    summary: 'Create a user; without a password a setup token is answered',
    access: 'admin',
    body: rest.createUserRequest,
    answers: { 201: rest.createdUser },
    errors: ['CONFLICT'],
  },
  updateUser: {
    method: 'patch',
    path: '/api/users/:id',
    tag: 'users',
    summary: 'Rename, change the role of, disable or enable a user',
    access: 'admin',
    params: rest.userParams,
    body: rest.updateUserRequest,
    answers: { 200: user },
    errors: ['NOT_FOUND', 'CONFLICT'],
  },
  listConversations: {
    method: 'get',
    path: '/api/conversations',
    tag: 'conversations',
    summary: 'The caller’s conversations, last active first',
    access: 'user',
    query: rest.pageQuery,
    answers: { 200: rest.conversationPage },
  },
  createConversation: {
    method: 'post',
    path: '/api/conversations',
    tag: 'conversations',
    summary: 'Create a conversation; 200 with the first one for a direct that exists',
    access: 'user',
    body: rest.createConversationRequest,
    answers: { 200: conversationSummary, 201: conversationSummary },
  },
  getConversation: {
    ...conversation,
    method: 'get',
    path: '/api/conversations/:id',
    summary: 'One conversation',
    access: 'participant',
    answers: { 200: conversationSummary },
  },
  updateConversation: {
    ...conversation,
    method: 'patch',
    path: '/api/conversations/:id',
    summary: 'Rename, describe, archive or take back',
    access: 'steward',
    body: rest.updateConversationRequest,
    answers: { 200: conversationSummary },
    errors: ['CONFLICT'],
  },
  listParticipants: {
    ...conversation,
    method: 'get',
    path: '/api/conversations/:id/participants',
    summary: 'Who takes part, with read markers',
    access: 'participant',
    query: rest.pageQuery,
    answers: { 200: rest.participantPage },
  },
  addParticipants: {
    ...conversation,
    method: 'post',
    path: '/api/conversations/:id/participants',
    summary: 'Add people',
    access: 'steward',
    body: rest.addParticipantsRequest,
    answers: { 200: conversationSummary },
    errors: ['CONFLICT'],
  },
  removeParticipant: {
    tag: 'conversations',
    params: rest.participantParams,
    method: 'delete',
    path: '/api/conversations/:id/participants/:userId',
    summary: 'Leave, or remove somebody',
    access: 'owner-or-self',
    answers: { 204: null },
    errors: ['CONFLICT'],
  },
  listChannels: {
    method: 'get',
    path: '/api/channels',
    tag: 'conversations',
    summary: 'Public channels',
    access: 'user',
    query: rest.listChannelsQuery,
    answers: { 200: rest.conversationPage },
  },
  joinChannel: {
    ...conversation,
    method: 'post',
    path: '/api/conversations/:id/join',
    summary: 'Become a participant of a public channel',
    access: 'visitor',
    answers: { 200: conversationSummary },
    errors: ['CONFLICT'],
  },
  listMessages: {
    ...messages,
    method: 'get',
    path: '/api/conversations/:id/messages',
    summary: 'A page of messages in ascending order',
    access: 'participant',
    query: messagesRest.listMessagesQuery,
    answers: { 200: messagesRest.messagePage },
  },
  sendMessage: {
    ...messages,
    method: 'post',
    path: '/api/conversations/:id/messages',
    summary: 'Send a message; 200 with the first one for a repeat',
    access: 'participant',
    body: messagesRest.sendMessageRequest,
    answers: { 200: message, 201: message },
    errors: ['CONFLICT', 'RATE_LIMITED'],
  },
  markAsRead: {
    ...messages,
    method: 'post',
    path: '/api/conversations/:id/read',
    summary: 'Move the read marker forward',
    access: 'participant',
    body: messagesRest.markAsReadRequest,
    answers: { 200: messagesRest.readMarker },
  },
  getMessage: {
    ...oneMessage,
    method: 'get',
    path: '/api/conversations/:id/messages/:messageId',
    summary: 'One message, such as one that another answers',
    access: 'participant',
    answers: { 200: message },
  },
  editMessage: {
    ...oneMessage,
    method: 'patch',
    path: '/api/conversations/:id/messages/:messageId',
    summary: 'Change the body; the former one is kept as a version; the same body changes nothing',
    access: 'author',
    body: messagesRest.editMessageRequest,
    answers: { 200: message },
    errors: ['CONFLICT'],
  },
  deleteMessage: {
    ...oneMessage,
    method: 'delete',
    path: '/api/conversations/:id/messages/:messageId',
    summary: 'Leave a tombstone; deleting again answers the same',
    access: 'author-or-owner',
    answers: { 200: message },
  },
  listVersions: {
    ...oneMessage,
    method: 'get',
    path: '/api/conversations/:id/messages/:messageId/versions',
    summary: 'What the message said, and since when',
    access: 'participant',
    query: messagesRest.versionsQuery,
    answers: { 200: messagesRest.messageVersions },
  },
  addReaction: {
    ...oneReaction,
    method: 'put',
    path: '/api/conversations/:id/messages/:messageId/reactions/:emoji',
    summary: 'React; a repeat changes nothing',
    access: 'participant',
    answers: { 200: message },
    errors: ['CONFLICT'],
  },
  removeReaction: {
    ...oneReaction,
    method: 'delete',
    path: '/api/conversations/:id/messages/:messageId/reactions/:emoji',
    summary: 'Take one’s reaction back; a repeat changes nothing',
    access: 'participant',
    answers: { 200: message },
    errors: ['CONFLICT'],
  },
  listReceipts: {
    ...oneMessage,
    method: 'get',
    path: '/api/conversations/:id/messages/:messageId/receipts',
    summary: 'To whom the message was delivered, who read it, and when',
    access: 'participant',
    query: rest.pageQuery,
    answers: { 200: messagesRest.receiptPage },
  },
  getIntegrity: {
    ...messages,
    method: 'get',
    path: '/api/conversations/:id/integrity',
    summary: 'A digest of a range of messages, to compare with what one holds',
    access: 'participant',
    query: messagesRest.integrityQuery,
    answers: { 200: messagesRest.integrity },
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
