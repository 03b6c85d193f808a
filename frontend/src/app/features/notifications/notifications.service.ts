import { effect, inject, Injectable, untracked } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { PageVisibility } from '../../core/page-visibility';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { RecentIds } from '../../sync/recent-ids';
import { type Closeness, ClosestTab } from '../../sync/tabs/closest-tab';
import { UnreadMessages } from '../../sync/unread-messages.service';
import { MessageLinks } from '../messaging/message-links.service';
import { UnreadStates } from '../messaging/unread-states.service';
import { MissedList } from './missed-list';
import type { MissedNotification } from '../feature/notification-sink';
import { NotificationDecision } from './notification-decision';
import { NotificationSinks } from './notification-sinks';
import { type Arrival, NotificationSources } from './notification-sources';

/** Of so many conversations with unread messages, the last active ones, the list is completed when it is opened. */
const completedAtOnce = 20;

/** What was missed, from the sources, by the decision, to the list and, once for each message and browser, to the sinks. */
@Injectable({ providedIn: SessionScope })
export class NotificationsService {
  private readonly sources = inject(NotificationSources);
  private readonly decision = inject(NotificationDecision);
  private readonly sinks = inject(NotificationSinks);
  private readonly list = inject(MissedList);
  private readonly tabs = inject(ClosestTab);
  private readonly page = inject(PageVisibility);
  private readonly conversations = inject(ConversationsStore);
  private readonly unread = inject(UnreadMessages);
  private readonly unreadStates = inject(UnreadStates);
  private readonly links = inject(MessageLinks);
  /** Messages for which it was decided whether the sinks show them. */
  private readonly decided = new RecentIds();

  /** Newest first; what was read since, on whatever device, is gone from it. */
  readonly missed = this.list.entries;
  /** Those that came since the list was last opened. */
  readonly unseenCount = this.list.unseenCount;

  constructor() {
    const { onScreen } = this.decision;
    this.sources.arrived$.subscribe((arrival) => this.consider(arrival));
    this.sources.latest$.subscribe((messages) => this.listUnread(messages));
    this.sources.held$.subscribe(({ conversationId, messages }) => {
      this.list.update(messages);
      const seen = untracked(() => this.list.seen(conversationId));
      this.listUnread(messages.filter(({ seq }) => seq > seen));
    });
    effect(() => this.tabs.reading(onScreen()));
    effect(() => {
      const id = onScreen();
      if (id !== null && this.conversations.byId(id)()) untracked(() => this.list.markSeen([id]));
    });
    effect((cleanUp) => {
      if (onScreen() !== null) cleanUp(() => this.list.keepSeen());
    });
    effect(() => {
      // Of a conversation that isn't held, the last message is what is heard of.
      const latest = [...this.list.conversationIds()].map((id) => this.conversations.byId(id)()?.lastMessage);
      untracked(() => this.list.update(latest.filter((message) => message != null)));
    });
    effect(() => {
      const missed = this.missed();
      untracked(() => this.sinks.follow(missed));
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
      if (id === this.decision.onScreen()) continue;
      // What can't be had now is completed when the list is opened again.
      this.listUnread(await this.unread.load(id).catch(() => []));
    }
  }

  /** Goes to the message. */
  open({ conversationId, seq }: MissedNotification): void {
    this.links.open(conversationId, seq);
  }

  private consider({ message, isMention }: Arrival): void {
    if (this.decision.isOnScreen(message)) this.tabs.run(message, 'reading', () => undefined);
    else if (this.decision.isWorthy(message, isMention)) this.notify(message, isMention);
    else void this.considerAnswer(message);
  }

  private async considerAnswer(message: Message): Promise<void> {
    if (await this.decision.isWorthyAnswer(message)) this.notify(message);
  }

  private notify(message: Message, isMention = false): void {
    this.list.add([message], () => isMention || this.decision.mentionsMe(message));
    if (this.decided.isNew(message.id)) {
      this.tabs.run(message, this.closeness(), () => this.show(message.id));
    }
  }

  private show(messageId: string): void {
    // Meanwhile it may have been read, changed or deleted.
    const present = untracked(this.missed).find((one) => one.id === messageId);
    if (present) this.sinks.show(present, () => this.open(present));
  }

  private listUnread(messages: readonly Message[]): void {
    const unread = messages.filter((message) => this.decision.isWorthy(message));
    this.list.add(unread, (message) => this.decision.mentionsMe(message));
  }

  private closeness(): Closeness {
    if (this.page.watched()) return 'watched';
    return this.page.visible() ? 'visible' : 'hidden';
  }
}
