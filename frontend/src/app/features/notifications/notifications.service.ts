import { computed, effect, inject, Injectable, untracked } from '@angular/core';
import { mentionedUserIds, type Message } from '@litspark/shared-contracts';
import { PageVisibility } from '../../core/page-visibility';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { MessageAnswers } from '../../sync/message-answers';
import { MessagingService } from '../../sync/messaging.service';
import { RecentIds } from '../../sync/recent-ids';
import { UnreadMessages } from '../../sync/unread-messages.service';
import { MessageLinks } from '../messaging/message-links.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { MissedList } from './missed-list';
import type { MissedNotification } from './missed-notification';
import { type Attention, isOnScreen, shouldNotify } from './should-notify';
import { type Closeness, TabElection } from './tab-election';
import { ToastStack } from './toast-stack';

export type { MissedNotification } from './missed-notification';

/** Of so many conversations with unread messages, the last active ones, the list is completed when it is opened. */
const completedAtOnce = 20;

/** The one place that decides whether a message shows a notification, and what was missed. */
@Injectable({ providedIn: SessionScope })
export class NotificationsService {
  private readonly messaging = inject(MessagingService);
  private readonly ownId = inject(ownUserId);
  private readonly page = inject(PageVisibility);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly unread = inject(UnreadMessages);
  private readonly unreadStates = inject(UnreadStates);
  private readonly answers = inject(MessageAnswers);
  private readonly links = inject(MessageLinks);
  private readonly toasts = inject(ToastStack);
  private readonly tabs = inject(TabElection);
  private readonly list = inject(MissedList);
  /** Messages for which it was decided whether a toast shows. */
  private readonly decided = new RecentIds();
  /** By conversation: the last message of which it was decided whether it is listed. */
  private readonly listedUpTo = new Map<string, number>();

  /** Newest first; what was read since, on whatever device, is gone from it. */
  readonly missed = this.list.entries;
  /** Those that came since the list was last opened. */
  readonly unseenCount = this.list.unseenCount;
  /** The conversation that somebody looks at. */
  private readonly onScreen = computed(() =>
    this.page.watched() ? this.messaging.openConversationId() : null,
  );

  constructor() {
    this.messaging.latestMessage$.subscribe((message) => this.consider(message, false));
    this.messaging.mentioned$.subscribe((message) => this.consider(message, true));
    this.messages.changed$.subscribe((id) => this.addHeld(id));
    effect(() => {
      // What came meanwhile, from the first sync on: nothing but the last message of each is told by it.
      for (const { id, lastSeq, lastMessage } of this.conversations.all()) {
        if (lastSeq <= (this.listedUpTo.get(id) ?? 0)) continue;
        this.listedUpTo.set(id, lastSeq);
        if (lastMessage) untracked(() => this.listUnread([lastMessage]));
      }
    });
    effect(() => this.tabs.reading(this.onScreen()));
    effect(() => {
      const id = this.onScreen();
      if (id !== null && this.conversations.byId(id)()) untracked(() => this.list.markSeen([id]));
    });
    effect((cleanUp) => {
      if (this.onScreen() !== null) cleanUp(() => this.list.keepSeen());
    });
    effect(() => {
      // Of a conversation that isn't held, the last message is what is heard of.
      const latest = [...this.list.conversationIds()].map((id) => this.conversations.byId(id)()?.lastMessage);
      untracked(() => this.list.update(latest.filter((message) => message != null)));
    });
    effect(() => {
      const present = new Map(this.missed().map((one) => [one.id, one]));
      for (const one of this.toasts.shown()) untracked(() => this.bringUpToDate(one, present.get(one.id)));
    });
  }

  /** The list is opened: it is looked at, and completed with what this device only knows the number of. */
  async look(): Promise<void> {
    const unread = this.conversations
      .all()
      .filter((one) => one.unreadCount > 0 && this.unreadStates.of(one).tells !== 'nothing');
    this.list.markSeen(unread.map(({ id }) => id));
    this.list.keepSeen();
    for (const { id } of unread.slice(0, completedAtOnce)) {
      if (id === this.onScreen()) continue;
      // What can't be had now is completed when the list is opened again.
      this.listUnread(await this.unread.load(id).catch(() => []));
    }
  }

  /** Goes to the message. */
  open({ conversationId, seq }: MissedNotification): void {
    this.links.open(conversationId, seq);
  }

  private consider(message: Message, mention: boolean): void {
    const attention = this.attention(message.conversationId);
    if (isOnScreen(message.conversationId, attention)) {
      this.tabs.run(message, 'reading', () => undefined);
      return;
    }
    const isMention = mention || this.mentionsMe(message);
    if (shouldNotify(message, attention, isMention)) this.notify(message, isMention);
    else if (shouldNotify(message, attention, true)) void this.considerAnswer(message);
  }

  /** Where mentions alone are told of, so is an answer to what this person wrote. */
  private async considerAnswer(message: Message): Promise<void> {
    if (!(await this.answersMe(message))) return;
    if (shouldNotify(message, this.attention(message.conversationId), true)) this.notify(message, false);
  }

  private notify(message: Message, isMention: boolean): void {
    this.list.add([message], () => isMention);
    if (this.decided.isNew(message.id)) {
      this.tabs.run(message, this.closeness(), () => this.show(message.id));
    }
  }

  private show(messageId: string): void {
    // Meanwhile it may have been read, changed or deleted.
    const present = untracked(this.missed).find((one) => one.id === messageId);
    if (present) this.toasts.show(present, () => this.open(present));
  }

  /** What is held of a conversation, perhaps only for a moment: of quick messages the pushes name only some. */
  private addHeld(conversationId: string): void {
    const held = this.messages.window(conversationId)?.messages ?? [];
    this.list.update(held);
    const seen = untracked(() => this.list.seen(conversationId));
    this.listUnread(held.filter(({ seq }) => seq > seen));
  }

  private listUnread(messages: readonly Message[]): void {
    const unread = messages.filter((message) =>
      shouldNotify(message, this.attention(message.conversationId), this.mentionsMe(message)),
    );
    this.list.add(unread, (message) => this.mentionsMe(message));
  }

  private attention(conversationId: string): Attention {
    const conversation = this.conversations.peek(conversationId);
    return {
      ownId: this.ownId,
      openConversationId: this.messaging.openConversationId(),
      watched: this.page.watched(),
      // Nothing is known of it: nothing is unread.
      lastReadSeq: conversation?.lastReadSeq ?? 0,
      tells: conversation ? untracked(() => this.unreadStates.of(conversation).tells) : 'all',
    };
  }

  private mentionsMe({ body }: Message): boolean {
    return mentionedUserIds(body).includes(this.ownId);
  }

  private async answersMe({ conversationId, replyToId }: Message): Promise<boolean> {
    if (replyToId === null) return false;
    const held = this.messages.window(conversationId)?.messages.find(({ id }) => id === replyToId);
    const answered = held ?? (await this.answers.get(conversationId, replyToId).catch(() => null));
    return answered?.senderId === this.ownId;
  }

  private bringUpToDate(shown: MissedNotification, present: MissedNotification | undefined): void {
    if (!present) this.toasts.close(shown);
    else if (present !== shown) this.toasts.change(present);
  }

  private closeness(): Closeness {
    if (this.page.watched()) return 'watched';
    return this.page.visible() ? 'visible' : 'hidden';
  }
}
