import {
  mentionedUserIds,
  type ConversationKind,
  type Message,
  type ParticipantRole,
} from '@litspark/shared-contracts';
import { newId } from '../../platform/identifiers/new-id.js';
import {
  ConflictError,
  DomainError,
  NotFoundError,
  UnavailableError,
  ValidationFailedError,
} from '../../platform/errors/domain-error.js';
import type { MessageEntity } from './message.entity.js';
import { statesOf, type AdmittedParts, type MessagePartHandlers } from './message-part-handlers.js';
import { toMessage } from './message-shape.js';

/** A message to be stored. */
export interface Send {
  conversationId: string;
  senderId: string;
  clientMessageId: string;
  body: string;
  replyToId: string | null;
  /** What it brings for the parts of features, by name. */
  parts: Readonly<Record<string, unknown>>;
  /** Whether the draft of this id goes with it. */
  fromDraft?: boolean;
  /** The revision of the scheduled message that it was read from: refused where that changed meanwhile. */
  scheduledRevision?: number | undefined;
  /** When it was sent, for what is brought in from elsewhere; null for now. */
  sentAt: Date | null;
}

/** `repeated`: it was stored before, and `message` is its present state. */
export interface Sent {
  message: Message;
  repeated: boolean;
}

/** A conversation under its row lock. */
export interface LockedConversation {
  id: string;
  kind: ConversationKind;
  lastSeq: number;
  revision: number;
  participantsRevision: number;
  lastActiveAt: Date;
  archived: boolean;
}

/** What came of locking some conversations: those that are in neither don't exist. */
export interface Locks {
  locked: ReadonlyMap<string, LockedConversation>;
  /** Another process has them, and they were not waited for. */
  heldElsewhere: ReadonlySet<string>;
}

/** What the database knows of a send. */
export interface SendContext {
  participates: boolean;
  /** Null where another process is moving the sender's marker, and for who doesn't participate. */
  role: ParticipantRole | null;
  /** Another process is moving the sender's marker, and it was not waited for. */
  markerIsHeld: boolean;
  replyToIsHere: boolean;
  /** What this sender stored before under the same id, in whichever conversation. */
  stored: MessageEntity | null;
  /** What the database answers to the conditions of the features that accompany sends, in their order. */
  conditions: boolean[];
  now: Date;
}

/** A send that got its seq and revision. */
export interface NumberedMessage {
  message: MessageEntity;
  parts: AdmittedParts;
  /** As the body names them, participants or not. */
  mentionedUserIds: string[];
  participantsRevision: number;
}

export interface Plan {
  /** One for each send, in their order. */
  outcomes: (Sent | Error)[];
  numbered: NumberedMessage[];
}

/** Decides on each send of a batch and numbers those that are new, in the order sent; features decide on what it brings for them. */
export async function planBatch(
  sends: readonly Send[],
  conversations: ReadonlyMap<string, LockedConversation>,
  contexts: readonly SendContext[],
  refused: ReadonlyMap<Send, DomainError>,
  handlers: Pick<MessagePartHandlers, 'admit'>,
): Promise<Plan> {
  const plan: Plan = { outcomes: [], numbered: [] };
  const lanes = new Map([...conversations].map(([id, conversation]) => [id, { ...conversation }]));
  const before = new Map<string, MessageEntity>();

  for (const [index, send] of sends.entries()) {
    const conversation = lanes.get(send.conversationId);
    const context = contexts[index];
    const key = sendKey(send);
    const stored = context?.stored ?? before.get(key);
    const refusal = refused.get(send);
    if (refusal) {
      plan.outcomes.push(refusal);
    } else if (!conversation || !context?.participates) {
      plan.outcomes.push(new NotFoundError('There is no such conversation.'));
    } else if (stored) {
      plan.outcomes.push(repeat(send, stored));
    } else if (conversation.archived) {
      plan.outcomes.push(new ConflictError('The conversation is archived: it takes no new messages.'));
    } else if (send.replyToId !== null && !context.replyToIsHere) {
      plan.outcomes.push(ValidationFailedError.at('replyToId', 'is no message of this conversation'));
    } else {
      const parts = hasParts(send) ? await admitParts(send, conversation, context, handlers) : noParts;
      if (parts instanceof DomainError) {
        plan.outcomes.push(parts);
        continue;
      }
      const message = numberMessage(send, conversation, context.now, statesOf(parts));
      before.set(key, message);
      plan.numbered.push({
        message,
        parts,
        mentionedUserIds: mentionedUserIds(send.body),
        participantsRevision: conversation.participantsRevision,
      });
      plan.outcomes.push({ message: toMessage(message), repeated: false });
    }
  }
  return plan;
}

const noParts: AdmittedParts = new Map();
const hasParts = ({ parts }: Send): boolean => Object.keys(parts).length > 0;

/** What the features admit, or why one of them refuses the send; what else goes wrong is the batch's. */
async function admitParts(
  { senderId: userId, parts }: Send,
  { id, kind, participantsRevision }: LockedConversation,
  { role, now }: SendContext,
  handlers: Pick<MessagePartHandlers, 'admit'>,
): Promise<AdmittedParts | DomainError> {
  const conversation = { id, kind, participantsRevision };
  try {
    return await handlers.admit({ conversation, sender: { userId, role: role ?? 'member' }, now }, parts);
  } catch (error) {
    if (error instanceof DomainError && !(error instanceof UnavailableError)) return error;
    throw error;
  }
}

/** One sender's `clientMessageId`: what makes two sends the same. */
export const sendKey = (send: Pick<Send, 'senderId' | 'clientMessageId'>): string =>
  `${send.senderId} ${send.clientMessageId}`;

function repeat(send: Send, stored: MessageEntity): Sent | Error {
  return stored.conversationId === send.conversationId
    ? { message: toMessage(stored), repeated: true }
    : new ConflictError('This clientMessageId was used in another conversation.');
}

function numberMessage(
  send: Send,
  conversation: LockedConversation,
  now: Date,
  parts: MessageEntity['parts'],
): MessageEntity {
  conversation.lastSeq += 1;
  conversation.revision += 1;
  // A clock that was set back must not put a message before the one it follows.
  const at = Math.max((send.sentAt ?? now).getTime(), conversation.lastActiveAt.getTime());
  conversation.lastActiveAt = new Date(at);
  const { lastSeq: seq, revision, lastActiveAt: createdAt } = conversation;
  return newMessage(send, { id: newId(), seq, revision, createdAt, parts });
}

/** The message that a send becomes. */
export function newMessage(
  { conversationId, senderId, clientMessageId, body, replyToId }: Send,
  {
    id,
    seq,
    revision,
    createdAt,
    parts,
  }: Pick<MessageEntity, 'id' | 'seq' | 'revision' | 'createdAt' | 'parts'>,
): MessageEntity {
  return {
    ...{ id, conversationId, seq, revision, senderId, clientMessageId, body, replyToId, createdAt },
    ...{ editedAt: null, deletedAt: null, reactions: [], parts, bodyRevision: revision },
  };
}
