import { Injectable } from '@nestjs/common';
import { type ClientEventData, type Message, type MessagePage } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { Send, Sent } from './message-batch.js';
import { JoinSnapshotsService } from './join-snapshots.service.js';
import { toMessage } from './message-shape.js';
import { windowOf, type WindowQuery } from './message-window.js';
import { MessageWriterService } from './message-writer.service.js';
import { MessagesRepository } from './messages.repository.js';
import { SendAdmissionService } from './send-admission.service.js';

export type { Sent };

/** A message as its sender asks for it. */
export interface SendMessageCommand {
  conversationId: string;
  clientMessageId: string;
  body: string;
  replyToId?: string | null | undefined;
  /** What it brings for the parts of features, by name. */
  parts?: Readonly<Record<string, unknown>> | undefined;
  fromDraft?: boolean | undefined;
  /** The revision of the scheduled message that it was read from: refused where that changed meanwhile. */
  scheduledRevision?: number | undefined;
}

@Injectable()
export class MessagesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesRepository,
    private readonly admission: SendAdmissionService,
    private readonly writer: MessageWriterService,
    private readonly joins: JoinSnapshotsService,
  ) {}

  /**
   * Stores a message, once for ever: the same sender and `clientMessageId` give back the same message. A user's sends
   * to one conversation are stored in the order of the calls; the system is held up by no limit. Throws NotFoundError (does not participate),
   * ConflictError (archived, or the id was used elsewhere), ValidationFailedError (`replyToId`, `parts`), what a part's
   * feature throws, RateLimitedError, and UnavailableError when nothing was stored.
   */
  send(actor: Actor, command: SendMessageCommand): Promise<Sent> {
    const send = toSend(actor, command, null);
    // What somebody asked for earlier was charged then.
    return actor.by === 'system' ? this.writer.write(send) : this.admission.send(send);
  }

  /** Stores a message that was sent at another time, without a limit: for what is brought in from elsewhere. */
  importMessage(actor: Actor, command: SendMessageCommand, sentAt: Date): Promise<Sent> {
    return this.writer.write(toSend(actor, command, sentAt));
  }

  list(actor: Actor, conversationId: string, query: WindowQuery): Promise<MessagePage> {
    return this.unitOfWork.snapshot(async () => {
      const { lastSeq } = await this.conversations.forParticipant(actor, conversationId);
      return this.page(conversationId, query, lastSeq);
    });
  }

  /** One message as it is now, a tombstone too. Throws NotFoundError. */
  get(actor: Actor, conversationId: string, messageId: string): Promise<Message> {
    return this.unitOfWork.snapshot(async () => {
      await this.conversations.forParticipant(actor, conversationId);
      const found = await this.messages.find(conversationId, messageId);
      if (!found) throw new NotFoundError('There is no such message.');
      return toMessage(found);
    });
  }

  /** What `join_conversation` answers: the messages after `afterSeq`, or the newest; all of one moment. Throws NotFoundError. */
  joinSnapshot(
    actor: Actor,
    conversationId: string,
    afterSeq?: number,
  ): Promise<ClientEventData<'join_conversation'>> {
    return this.joins.get(actor, conversationId, afterSeq);
  }

  private async page(conversationId: string, query: WindowQuery, lastSeq: number): Promise<MessagePage> {
    const { fromSeq, toSeq, hasMoreBefore, hasMoreAfter } = windowOf(query, lastSeq);
    const found = await this.messages.range(conversationId, fromSeq, toSeq);
    return { items: found.map(toMessage), hasMoreBefore, hasMoreAfter };
  }
}

const toSend = (
  { userId }: Actor,
  {
    conversationId,
    clientMessageId,
    body,
    replyToId,
    parts,
    fromDraft,
    scheduledRevision,
  }: SendMessageCommand,
  sentAt: Date | null,
): Send => ({
  conversationId,
  senderId: userId,
  clientMessageId,
  body,
  replyToId: replyToId ?? null,
  parts: parts ?? {},
  fromDraft: fromDraft ?? false,
  scheduledRevision,
  sentAt,
});
