import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Message } from '@litspark/shared-contracts';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { BrowserStorage } from '../../core/storage';
import { ConversationsStore } from '../../stores/conversations.store';
import type { MissedNotification } from '../feature/notification-sink';
import { UnreadStates } from '../messaging/unread-states.service';
import { withChanged, withMissed } from './missed-notification';

/** By conversation: the seq up to which messages were looked at, in the list or in their conversation. */
type SeenUpTo = Readonly<Record<string, number>>;

const seenKeys = 'notifications.seen.';

/** The list of missed messages, and what of it was looked at; the latter outlives the page. */
@Injectable({ providedIn: SessionScope })
export class MissedList {
  private readonly storage = inject(BrowserStorage);
  private readonly seenKey = `${seenKeys}${inject(ownUserId)}`;
  private readonly conversations = inject(ConversationsStore);
  private readonly unreadStates = inject(UnreadStates);
  private readonly kept = signal<readonly MissedNotification[]>([]);
  private readonly seenUpTo = signal<SeenUpTo>({});

  /** Newest first; what was read since, on whatever device, is gone from it, and so is what is to be quiet. */
  readonly entries = computed(() => this.kept().filter((one) => this.isUnread(one)));
  /** Those that weren't looked at. */
  readonly unseenCount = computed(
    () => this.entries().filter(({ conversationId, seq }) => seq > this.seen(conversationId)).length,
  );
  /** The conversations of which something is listed. */
  readonly conversationIds = computed(() => new Set(this.kept().map((one) => one.conversationId)));

  constructor() {
    this.readSeen();
    this.storage
      .changes(this.seenKey)
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.readSeen());
    inject(DestroyRef).onDestroy(() => this.storage.removeAll(seenKeys));
  }

  /** Lists them, each once. */
  add(messages: readonly Message[], isMention: (message: Message) => boolean): void {
    if (messages.length === 0) return;
    // What was read makes room.
    this.kept.update((kept) =>
      withMissed(
        kept.filter((one) => !this.isRead(one)),
        messages,
        isMention,
      ),
    );
  }

  /** Messages as they are now. */
  update(messages: readonly Message[]): void {
    this.kept.update((kept) => withChanged(kept, messages));
  }

  /** The seq up to which messages of this conversation were looked at. */
  seen(conversationId: string): number {
    return this.seenUpTo()[conversationId] ?? 0;
  }

  /** What there is of these conversations is on the screen. */
  markSeen(conversationIds: readonly string[]): void {
    const seen: Record<string, number> = { ...this.seenUpTo() };
    for (const id of conversationIds) {
      seen[id] = Math.max(seen[id] ?? 0, this.conversations.peek(id)?.lastSeq ?? 0);
    }
    this.seenUpTo.set(seen);
  }

  /** Keeps what was looked at and isn't read: of the rest the read marker says enough. */
  keepSeen(): void {
    const unread = Object.entries(this.seenUpTo()).filter(
      ([id]) => (this.conversations.peek(id)?.unreadCount ?? 0) > 0,
    );
    this.storage.write(this.seenKey, Object.fromEntries(unread));
  }

  /** What was looked at by an earlier page, or in another tab. */
  private readSeen(): void {
    this.seenUpTo.update((seen) => ({ ...seen, ...this.storage.read<SeenUpTo>(this.seenKey) }));
  }

  private isRead({ conversationId, seq }: MissedNotification): boolean {
    return seq <= (this.conversations.peek(conversationId)?.lastReadSeq ?? 0);
  }

  private isUnread({ conversationId, seq }: MissedNotification): boolean {
    const conversation = this.conversations.byId(conversationId)();
    if (conversation === undefined || seq <= conversation.lastReadSeq) return false;
    return this.unreadStates.of(conversation).tells !== 'nothing';
  }
}
