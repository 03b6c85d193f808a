import * as z from 'zod';
import type { Acknowledgement } from './errors.js';
import { limits } from './limits.js';
import { body, generation, id, instant, revision, seqOrZero } from './scalars.js';
import { conversationSummary, message, participant, presence, sharedConversation, user } from './shapes.js';

const empty = z.object({}).meta({ id: 'Empty' });

const syncRequest = z
  .object({
    conversations: z
      .array(z.object({ id, revision, lastReadSeq: seqOrZero.optional() }))
      .max(limits.syncConversations),
    /** Look at the named conversations only; others are not reported. */
    only: z.boolean().optional(),
    /** Of the answer that the revisions are from. Left out, only the revisions are compared. */
    generation: generation.optional(),
  })
  .meta({ id: 'SyncRequest' });
export type SyncRequest = z.infer<typeof syncRequest>;

const changedConversation = z
  .object({
    conversation: conversationSummary,
    /** Above the revision given, in ascending revision, 100 at most. */
    messages: z.array(message),
    hasMore: z.boolean(),
    /**
     * The revision given is above the present one, or of another `generation` (a restored backup): forget what you hold.
     * Such an entry carries no messages.
     */
    reset: z.literal(true).optional(),
  })
  .meta({ id: 'ChangedConversation' });
export type ChangedConversation = z.infer<typeof changedConversation>;

const syncAnswer = z
  .object({
    changed: z.array(changedConversation),
    removed: z.array(id),
    markers: z.array(
      z.object({
        conversationId: id,
        lastReadSeq: seqOrZero,
        unreadCount: z.int().min(0),
        mentionCount: z.int().min(0),
      }),
    ),
    unchanged: z.int().min(0),
    more: z.boolean(),
    /**
     * The present one. Where another was given, every conversation named is in `changed` with `reset`, or in `removed`;
     * where that is more than one answer holds, `more` is true. Nothing that came under another generation counts then:
     * a client forgets all of it, keeps this one, and asks again with it, naming only what it was answered since. What it
     * doesn't name comes as what it never had, so this ends.
     */
    generation,
  })
  .meta({ id: 'SyncAnswer' });
export type SyncAnswer = z.infer<typeof syncAnswer>;

const joinAnswer = z
  .object({
    conversation: conversationSummary,
    messages: z.array(message),
    hasMoreBefore: z.boolean(),
    hasMoreAfter: z.boolean(),
    /** The first 100. */
    participants: z.array(participant),
  })
  .meta({ id: 'JoinAnswer' });
export type JoinAnswer = z.infer<typeof joinAnswer>;

/** Every event a client may send: its payload and what the acknowledgement's `data` holds. */
export const clientEvents = {
  authenticate: {
    payload: z.object({ token: z.string().min(1).max(8_192) }).meta({ id: 'Authenticate' }),
    data: z.object({ userId: id, expiresAt: instant }).meta({ id: 'Authenticated' }),
  },
  join_conversation: {
    payload: z
      .object({ conversationId: id, afterSeq: seqOrZero.optional() })
      .meta({ id: 'JoinConversation' }),
    data: joinAnswer,
  },
  leave_conversation: {
    payload: z.object({ conversationId: id }).meta({ id: 'LeaveConversation' }),
    data: empty,
  },
  send_message: {
    payload: z
      .object({ conversationId: id, clientMessageId: id, body, replyToId: id.nullish() })
      .meta({ id: 'SendMessage' }),
    data: z.object({ message }).meta({ id: 'SentMessage' }),
  },
  mark_as_read: {
    payload: z.object({ conversationId: id, seq: seqOrZero }).meta({ id: 'MarkAsRead' }),
    data: z.object({ lastReadSeq: seqOrZero, unreadCount: z.int().min(0) }).meta({ id: 'MarkedAsRead' }),
  },
  mark_as_delivered: {
    payload: z.object({ conversationId: id, seq: seqOrZero }).meta({ id: 'MarkAsDelivered' }),
    data: z.object({ lastDeliveredSeq: seqOrZero }).meta({ id: 'MarkedAsDelivered' }),
  },
  /** A client compared what it holds with `integrity` and had to fetch this many messages anew. */
  report_healed: {
    payload: z
      .object({ conversationId: id, messages: z.int().min(1).max(limits.integrityMessages) })
      .meta({ id: 'ReportHealed' }),
    data: empty,
  },
  typing: {
    payload: z.object({ conversationId: id, active: z.boolean() }).meta({ id: 'SetTyping' }),
    data: empty,
  },
  set_presence: {
    payload: z.object({ presence: z.enum(['online', 'away']) }).meta({ id: 'SetPresence' }),
    data: empty,
  },
  sync: { payload: syncRequest, data: syncAnswer },
} as const;

/** Every event the server may send, with its payload. */
export const serverEvents = {
  new_message: z.object({ message }).meta({ id: 'NewMessage' }),
  message_updated: z.object({ message }).meta({ id: 'MessageUpdated' }),
  mentioned: z.object({ message }).meta({ id: 'Mentioned' }),
  messages_read: z
    .object({ conversationId: id, userId: id, lastReadSeq: seqOrZero, readAt: instant })
    .meta({ id: 'MessagesRead' }),
  /** `messages_read` and `new_message` imply it for who read or sent: they come instead. Coalesced. */
  messages_delivered: z
    .object({ conversationId: id, userId: id, lastDeliveredSeq: seqOrZero, deliveredAt: instant })
    .meta({ id: 'MessagesDelivered' }),
  conversation_updated: z.object({ conversation: sharedConversation }).meta({ id: 'ConversationUpdated' }),
  new_conversation: z.object({ conversation: conversationSummary }).meta({ id: 'NewConversation' }),
  conversation_removed: z.object({ conversationId: id }).meta({ id: 'ConversationRemoved' }),
  typing: z.object({ conversationId: id, userId: id, active: z.boolean() }).meta({ id: 'Typing' }),
  presence_changed: z
    .object({ userId: id, presence, lastSeenAt: instant.nullable() })
    .meta({ id: 'PresenceChanged' }),
  /** A new name, role, or disabled: to the person, and to who shares a conversation of at most 100 participants. */
  user_changed: z.object({ user }).meta({ id: 'UserChanged' }),
  session_expired: z.object({ reason: z.string() }).meta({ id: 'SessionExpired' }),
} as const;

export type ClientEventName = keyof typeof clientEvents;
/** What a client passes for an event. */
export type ClientPayload<E extends ClientEventName> = z.input<(typeof clientEvents)[E]['payload']>;
/** What the server works with once the payload was checked. */
export type CheckedPayload<E extends ClientEventName> = z.output<(typeof clientEvents)[E]['payload']>;
export type ClientEventData<E extends ClientEventName> = z.output<(typeof clientEvents)[E]['data']>;

export type ServerEventName = keyof typeof serverEvents;
export type ServerPayload<E extends ServerEventName> = z.output<(typeof serverEvents)[E]>;

/** For `Server<ClientToServerEvents, ServerToClientEvents>` and `Socket<ServerToClientEvents, ClientToServerEvents>`. */
export type ClientToServerEvents = {
  [E in ClientEventName]: (
    payload: ClientPayload<E>,
    acknowledge?: (answer: Acknowledgement<ClientEventData<E>>) => void,
  ) => void;
};
export type ServerToClientEvents = {
  [E in ServerEventName]: (payload: ServerPayload<E>) => void;
};
