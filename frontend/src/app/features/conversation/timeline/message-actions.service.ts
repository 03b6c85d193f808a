import { Clipboard } from '@angular/cdk/clipboard';
import { Injectable, inject } from '@angular/core';
import { findMentions, type Message } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { OutboxService } from '../../../sync/outbox.service';
import { SnackService } from '../../messaging/snack.service';

/** What people do with one message. */
@Injectable({ providedIn: 'root' })
export class MessageActions {
  private readonly clipboard = inject(Clipboard);
  private readonly outbox = inject(OutboxService);
  private readonly snack = inject(SnackService);
  private readonly words = inject(WordsService);

  /** The text as typed, mentions as plain names. */
  copyText(message: Message): void {
    const text = findMentions(message.body).reduce(
      (body, mention) => body.replace(mention.source, `@${mention.shownName}`),
      message.body,
    );
    this.copy(text);
  }

  /** An address that opens the conversation at this message. */
  copyLink(message: Message): void {
    this.copy(`${location.origin}/c/${message.conversationId}?seq=${message.seq}`);
  }

  retry(clientMessageId: string): void {
    this.outbox.retry(clientMessageId);
  }

  /** Takes a failed message out, for its text to be written anew. */
  withdraw(clientMessageId: string): void {
    this.outbox.discard(clientMessageId);
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

  private copy(text: string): void {
    const done = this.clipboard.copy(text);
    this.snack.show(this.words.t(done ? 'message.copied' : 'message.notCopied'));
  }
}
