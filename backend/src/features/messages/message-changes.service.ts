import { Injectable } from '@nestjs/common';
import { limits, mentionedUserIds, type EditMessageRequest, type Message } from '@litspark/shared-contracts';
import { ConflictError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { MessageTransactionService, type MessageRef } from './message-transaction.service.js';
import { MessagePartHandlers } from './message-part-handlers.js';
import { MessageChangesRepository } from './message-changes.repository.js';
import { assertMayDelete, assertMayEdit, assertNotDeleted } from './message-policy.js';
import { bodyRevisionOf, writtenAt } from './message-shape.js';

/** Edits and deletions; both stay possible in an archived conversation, which only takes no new messages. */
@Injectable()
export class MessageChangesService {
  constructor(
    private readonly changes: MessageChangesRepository,
    private readonly transaction: MessageTransactionService,
    private readonly parts: MessagePartHandlers,
  ) {}

  /**
   * Replaces the body and keeps the former one as a version. The body it has already changes nothing. Throws
   * NotFoundError, ForbiddenError to all but the author, and ConflictError if the message was deleted, its body
   * changed since `expectedRevision`, it never had that revision, or it has as many versions as it may have; and what a
   * feature whose part the message has throws.
   */
  edit(actor: Actor, ref: MessageRef, { body, expectedRevision }: EditMessageRequest): Promise<Message> {
    return this.transaction.change(actor, ref, async (message, own) => {
      assertMayEdit(own, message);
      assertNotDeleted(message);
      // Reactions and parts move the revision too: they take nothing from what the author saw.
      const seen = expectedRevision ?? message.revision;
      if (seen > message.revision || seen < bodyRevisionOf(message))
        throw new ConflictError('The message changed meanwhile.');
      if (body === message.body) return null;
      await this.parts.edited(message);

      const former = { body: message.body, writtenAt: writtenAt(message) };
      // The present body is a version too.
      if (!(await this.changes.keepVersion(message.id, former, limits.messageVersions - 1)))
        throw new ConflictError(`A message has ${limits.messageVersions} versions at most.`);
      return {
        fields: { body, editedAt: notBefore(former.writtenAt) },
        newlyMentionedUserIds: await this.changes.replaceMentions(message, mentionedUserIds(body)),
      };
    });
  }

  /**
   * Leaves a tombstone: the seq stays; the body, its versions, mentions, reactions and parts are removed. Deleting again
   * changes nothing. Throws NotFoundError, and ForbiddenError to all but the author and owners of the conversation.
   */
  delete(actor: Actor, ref: MessageRef): Promise<Message> {
    return this.transaction.change(actor, ref, async (message, own) => {
      assertMayDelete(own, message);
      if (message.deletedAt) return null;
      await this.changes.strip(message.id);
      await this.parts.removed(message);
      return { fields: { body: '', deletedAt: notBefore(writtenAt(message)), parts: {} } };
    });
  }
}

/** Now; a clock that was set back must not put a change before what it changes. */
const notBefore = (earlier: Date): Date => new Date(Math.max(Date.now(), earlier.getTime()));
