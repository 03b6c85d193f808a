import { Clipboard } from '@angular/cdk/clipboard';
import { Injectable, inject } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionScope } from '../../../core/session-scope';
import { ConversationsStore } from '../../../stores/conversations.store';
import { MessagesStore } from '../../../stores/messages.store';
import { ParticipantsStore } from '../../../stores/participants.store';
import type { PendingMessage } from '../../../stores/timeline';
import type { Edit } from '../../../sync/commands/kinds/edits';
import type { ApiError } from '../../../core/api-error';
import { type EditedMessage, MessageChanges } from '../../../sync/message-changes.service';
import { MessageDeletion } from '../../../sync/message-deletion.service';
import { MessagingService } from '../../../sync/messaging.service';
import { OutboxService } from '../../../sync/outbox.service';
import { permalinkTo } from '../../../ui/markdown/permalink';
import { namedMentions } from '../../../ui/markdown/plain-text';
import { Announcer } from '../../messaging/announcer';
import { SnackService } from '../../messaging/snack.service';
import { NamesService } from '../../names/names.service';
import { Composing } from '../composer/composing.service';
import { messageKey } from '../timeline/timeline-rows';

/** What people do with one message. */
@Injectable({ providedIn: SessionScope })
export class MessageActions {
  private readonly clipboard = inject(Clipboard);
  private readonly outbox = inject(OutboxService);
  private readonly changes = inject(MessageChanges);
  private readonly deletion = inject(MessageDeletion);
  private readonly messaging = inject(MessagingService);
  private readonly messages = inject(MessagesStore);
  private readonly conversations = inject(ConversationsStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly composing = inject(Composing);
  private readonly names = inject(NamesService);
  private readonly announcer = inject(Announcer);
  private readonly snack = inject(SnackService);
  private readonly words = inject(WordsService);

  constructor() {
    this.changes.editRefused$.subscribe(({ data, error }) => this.showRefusal(data, error));
  }

  /** In a large conversation not everybody is known from the start: finds out who this person is in it. */
  async learnRole({ conversationId }: Message): Promise<void> {
    const known = this.participants.peek(conversationId);
    if (known.some(({ userId }) => this.names.isMe(userId))) return;
    // What can't be had now is asked for the next time.
    await this.messaging.loadParticipants(conversationId).catch(() => undefined);
  }

  reply(message: Message): void {
    this.composing.reply(message);
  }

  edit(message: Message, body?: string): void {
    this.composing.edit(message, body);
  }

  /** Where it is refused, the message itself offers what to do. */
  saveEdit(message: EditedMessage, from: string, to: string): void {
    this.changes.edit(message, from, to);
  }

  dropEdit(message: Message): void {
    this.changes.dropRefused(message.id);
  }

  /** Deletes it from the screen; for a moment it can be had back. */
  delete(message: Message): void {
    const { undo, commit } = this.deletion.delete(message);
    const action = { label: this.words.t('action.undo'), run: undo };
    this.snack.show(this.words.t('message.deleted'), action, commit);
  }

  /** The text as typed, mentions as plain names. */
  copyText(message: Pick<Message, 'body'>): void {
    this.copy(namedMentions(message.body, this.names.mentioned));
  }

  /** An address that opens the conversation at this message. */
  copyLink(message: Message): void {
    this.copy(permalinkTo(message.conversationId, message.seq));
  }

  retry(clientMessageId: string): void {
    this.outbox.retry(clientMessageId);
  }

  /** Where the server may have it, or nothing can be written at present, a failed message stays as it is. */
  mayWithdraw({ conversationId, mayBeStored }: PendingMessage): boolean {
    return !mayBeStored && !this.conversations.byId(conversationId)()?.archived;
  }

  /** Makes a failed message a draft, to be written anew. */
  withdraw(clientMessageId: string): void {
    this.outbox.withdraw(clientMessageId);
  }

  /** Gives a failed message up; for a moment it can be had back where it was. */
  discard(clientMessageId: string): void {
    const putBack = this.outbox.discard(clientMessageId);
    if (!putBack) return;
    this.snack.show(this.words.t('message.discarded'), {
      label: this.words.t('action.undo'),
      run: putBack,
    });
  }

  copy(text: string): void {
    const done = this.clipboard.copy(text);
    this.snack.show(this.words.t(done ? 'message.copied' : 'message.notCopied'));
  }

  private showRefusal({ conversationId, messageId, to }: Edit, { code }: ApiError): void {
    if (code === 'NOT_FOUND') {
      const copy = { label: this.words.t('message.copyText'), run: () => this.copy(to) };
      this.snack.show(this.words.t('refused.gone'), copy);
      return;
    }
    const said = this.words.t('refused.snack');
    const { messages = [] } = this.messages.window(conversationId) ?? {};
    const message = messages.find(({ id }) => id === messageId);
    // Before their eyes, it would only cover what the message offers.
    if (message && this.messaging.openConversationId() === conversationId && isInView(message)) {
      this.announcer.say(said);
    } else {
      this.snack.show(said);
    }
  }
}

/** In any of the timelines that are shown. */
function isInView({ senderId, clientMessageId }: Message): boolean {
  const rows = document.querySelectorAll(`[data-message="${messageKey(senderId, clientMessageId)}"]`);
  return [...rows].some((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}
