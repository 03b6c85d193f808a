import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { Message } from '@litspark/shared-contracts';
import { PageVisibility } from '../../core/page-visibility';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { MessagingService } from '../../sync/messaging.service';
import { disturbs, isBeforeTheirEyes } from './disturbance';
import { type MissedNotification, withChanged, withMissed } from './missed-notification';
import { type Closeness, TellingTurn } from './telling-turn';
import { ToastStack } from './toast-stack';

export type { MissedNotification } from './missed-notification';

/** The one place that decides whether somebody is disturbed, and what they missed. */
@Injectable({ providedIn: 'root' })
export class NotificationsService {
  private readonly messaging = inject(MessagingService);
  private readonly session = inject(SessionService);
  private readonly page = inject(PageVisibility);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly toasts = inject(ToastStack);
  private readonly turns = inject(TellingTurn);
  private readonly router = inject(Router);
  private readonly kept = signal<readonly MissedNotification[]>([]);

  /** Newest first; what was read since, on whatever device, is gone from it. */
  readonly missed = computed(() => this.kept().filter((one) => this.isUnread(one)));
  /** Those that came since the list was last opened. */
  readonly unseenCount = computed(() => this.missed().filter((one) => !one.seen).length);

  constructor() {
    this.messaging.latestMessage$.subscribe((message) => this.consider(message, false));
    this.messaging.mentioned$.subscribe((message) => this.consider(message, true));
    this.session.ended$.subscribe(() => this.forget());
    this.messages.changed$.subscribe((id) => this.follow(this.messages.window(id)?.messages ?? []));
    effect(() => {
      // Of a conversation that isn't held, the last message is what is heard of.
      const latest = this.kept().map(
        ({ conversationId }) => this.conversations.byId(conversationId)()?.lastMessage,
      );
      untracked(() => this.follow(latest.filter((message) => message != null)));
    });
    effect(() => {
      const present = new Map(this.missed().map((one) => [one.id, one]));
      for (const one of this.toasts.shown()) untracked(() => this.bringUpToDate(one, present.get(one.id)));
    });
  }

  /** The list of missed messages was looked at. */
  markAllSeen(): void {
    this.kept.update((kept) => kept.map((one) => (one.seen ? one : { ...one, seen: true })));
  }

  /** Goes to the conversation. */
  open({ conversationId }: MissedNotification): void {
    void this.router.navigate(['/c', conversationId]);
  }

  private consider(message: Message, mention: boolean): void {
    const attention = {
      ownId: this.session.user()?.id ?? '',
      openConversationId: this.messaging.openConversationId(),
      watched: this.page.watched(),
      lastReadSeq: this.conversations.peek(message.conversationId)?.lastReadSeq ?? 0,
    };
    if (isBeforeTheirEyes(message, attention)) {
      this.turns.whenMine(message.id, 'reading', () => undefined);
      return;
    }
    if (!disturbs(message, attention)) return;
    const known = this.kept().some((one) => one.id === message.id);
    this.kept.update((kept) => withMissed(kept, message, mention));
    const notification = this.kept().find((one) => one.id === message.id);
    if (notification && !known) {
      this.turns.whenMine(message.id, this.closeness(), () => this.tell(message.id));
    }
  }

  private tell(messageId: string): void {
    // Meanwhile it may have been read, changed or deleted, or the session ended.
    const present = untracked(this.missed).find((one) => one.id === messageId);
    if (present) this.toasts.show(present, () => this.open(present));
  }

  /** Messages as they are now. */
  private follow(messages: readonly Message[]): void {
    this.kept.update((kept) => withChanged(kept, messages));
  }

  private bringUpToDate(shown: MissedNotification, present: MissedNotification | undefined): void {
    if (!present) this.toasts.close(shown);
    else if (present !== shown) this.toasts.change(present);
  }

  private closeness(): Closeness {
    if (this.page.watched()) return 'watched';
    return this.page.visible() ? 'visible' : 'hidden';
  }

  private isUnread({ conversationId, seq }: MissedNotification): boolean {
    const conversation = this.conversations.byId(conversationId)();
    return conversation !== undefined && seq > conversation.lastReadSeq;
  }

  private forget(): void {
    this.kept.set([]);
    this.toasts.clear();
  }
}
