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

  /** Gives a failed message up; answers its text. */
  discard(clientMessageId: string): string {
    return this.outbox.discard(clientMessageId) ?? '';
  }

  private copy(text: string): void {
    const done = this.clipboard.copy(text);
    this.snack.show(this.words.t(done ? 'message.copied' : 'message.notCopied'));
  }
}
