import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Receipt } from '@litspark/shared-contracts';
import { ApiError } from '../../core/api-error';
import { Clock } from '../../core/clock';
import { preciseTime, momentName } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { MessagingService } from '../../sync/messaging.service';
import { ReceiptsApi } from './sync/receipts.api';
import { IconComponent } from '../../ui/icon.component';
import { StateComponent } from '../../ui/state.component';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import { NamesService } from '../names/names.service';
import type { MessagePanel } from '../message-panel/message-panel';
import { PageStateComponent } from '../message-panel/page-state.component';
import { PersonRowComponent } from '../message-panel/person-row.component';
import { quotedLine } from '../message-panel/quoted-line';
import { grouped, withAdvance } from './receipts';

/** How far one message has come: sent, delivered to and read by whom and when; live while it is open. */
@Component({
  selector: 'ls-message-details',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent, IconComponent, PageStateComponent, PersonRowComponent, StateComponent],
  templateUrl: './message-details.dialog.html',
  styleUrl: './message-details.dialog.css',
})
export class MessageDetailsDialog {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly dialog = inject(DialogRef);
  private readonly clock = inject(Clock);
  private readonly service = inject(ReceiptsApi);

  protected readonly message = inject<MessagePanel>(DIALOG_DATA).message;
  protected readonly line = quotedLine(this.message, this.words, this.names);
  private readonly receipts = signal<readonly Receipt[]>([]);
  /** Where the list goes on; null at its end. */
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<ApiError | null>(null);

  protected readonly groups = computed(() => {
    const { read, delivered, waiting } = grouped(this.receipts());
    return [
      { kind: 'read', heading: 'receipts.read', icon: 'check-check', receipts: read },
      { kind: 'delivered', heading: 'receipts.delivered', icon: 'check-check', receipts: delivered },
      { kind: 'waiting', heading: 'receipts.waiting', icon: 'clock', receipts: waiting },
    ].filter(({ receipts }) => receipts.length > 0) as Group[];
  });

  constructor() {
    const messaging = inject(MessagingService);
    const { conversationId } = this.message;
    messaging.messagesRead$.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.conversationId !== conversationId) return;
      this.advance({ userId: event.userId, kind: 'read', upToSeq: event.lastReadSeq, at: event.readAt });
    });
    messaging.messagesDelivered$.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.conversationId !== conversationId) return;
      const { userId, lastDeliveredSeq: upToSeq, deliveredAt: at } = event;
      this.advance({ userId, kind: 'delivered', upToSeq, at });
    });
    void this.load();
  }

  /** The next page. */
  protected async load(): Promise<void> {
    if (this.loading()) return;
    this.loading.set(true);
    this.failure.set(null);
    try {
      const { items, nextCursor } = await this.service.list(this.message, this.cursor());
      const known = new Set(items.map(({ userId }) => userId));
      this.receipts.update((before) => [...before.filter(({ userId }) => !known.has(userId)), ...items]);
      this.cursor.set(nextCursor);
    } catch (thrown) {
      this.failure.set(ApiError.from(thrown));
    }
    this.loading.set(false);
  }

  protected exact(at: string): string {
    return preciseTime(new Date(at), this.words.locale());
  }

  protected timeText(what: 'read' | 'delivered', at: string | null): string {
    if (!at) return this.words.t(`receipts.${what}Unknown`);
    const time = momentName(new Date(at), this.clock.now(), this.words.locale());
    return this.words.t(`receipts.${what}At`, { time });
  }

  private advance(advance: Parameters<typeof withAdvance>[2]): void {
    this.receipts.update((before) => withAdvance(before, this.message.seq, advance));
  }
}

interface Group {
  kind: 'read' | 'delivered' | 'waiting';
  heading: 'receipts.read' | 'receipts.delivered' | 'receipts.waiting';
  icon: 'check-check' | 'clock';
  receipts: readonly Receipt[];
}
