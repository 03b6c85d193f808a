import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
  viewChild,
  viewChildren,
} from '@angular/core';
import { Clock } from '../../../core/clock';
import { ConnectionService } from '../../../core/connection.service';
import { dayName } from '../../../core/i18n/dates';
import { ErrorWords } from '../../../core/i18n/error-words';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionService } from '../../../core/session.service';
import { ConversationsStore } from '../../../stores/conversations.store';
import { MessagesStore } from '../../../stores/messages.store';
import { ParticipantsStore } from '../../../stores/participants.store';
import type { PendingMessage } from '../../../stores/timeline';
import type { TimelineSource } from '../../../stores/timeline-source';
import { MessagingService } from '../../../sync/messaging.service';
import { IconComponent } from '../../../ui/icon.component';
import { SkeletonComponent } from '../../../ui/skeleton.component';
import { StateComponent } from '../../../ui/state.component';
import { MessageRowComponent } from '../message/message-row.component';
import { audienceOf } from '../message/audience';
import { type Tick, tickOf } from '../message/tick';
import { announceMessages } from './announce-messages';
import { readCount, readersBySeq } from './readers';
import { keepOutOfTabOrder, rowOf } from './row-controls';
import { RowFocus } from './row-focus';
import { RowKeys } from './row-keys.service';
import { placeOf, timelineRows } from './timeline-rows';
import { TimelineScroll } from './timeline-scroll';
import { unreadDivider } from './unread-divider';

/** The messages of one source, loaded and live for as long as this is shown, beside any others. Made anew for each source. */
@Component({
  selector: 'ls-timeline',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent, MessageRowComponent, SkeletonComponent, StateComponent],
  templateUrl: './timeline.component.html',
  styleUrl: './timeline.component.css',
})
export class TimelineComponent {
  protected readonly words = inject(WordsService);
  protected readonly errors = inject(ErrorWords);
  protected readonly connection = inject(ConnectionService);
  private readonly messaging = inject(MessagingService);
  private readonly clock = inject(Clock);
  private readonly session = inject(SessionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly messages = inject(MessagesStore);
  private readonly rowKeys = inject(RowKeys);

  readonly source = input.required<TimelineSource>();
  /** A message to show first, by seq; that around which the source begins needs no naming. */
  readonly at = input<number | null>(null);
  /** A failed message is to be typed anew. */
  readonly edit = output<PendingMessage>();

  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly rowElements = viewChildren<ElementRef<HTMLElement>>('rowElement');

  private readonly conversationId = computed(() => this.source().conversationId);
  protected readonly conversation = computed(() => this.conversations.byId(this.conversationId())());
  protected readonly timeline = computed(() => this.messages.timeline(this.source().key)());
  /** This browser keeps nothing of it, and the server can't be asked: it comes by itself with the connection. */
  protected readonly outOfReach = computed(
    () => this.timeline().loading === 'initial' && this.connection.cutOff(),
  );
  private readonly ownUserId = computed(() => this.session.user()?.id ?? '');
  private readonly markers = computed(() => this.participants.of(this.conversationId())());
  private readonly unreadAfter = unreadDivider(this.conversation);

  protected readonly rows = computed(() =>
    timelineRows({
      timeline: this.timeline(),
      ownUserId: this.ownUserId(),
      unreadAfter: this.unreadAfter(),
    }),
  );
  protected readonly readers = computed(() =>
    readersBySeq(this.timeline().messages, this.markers(), this.ownUserId()),
  );
  /** How many messages there are in the whole conversation, those that wait included. */
  protected readonly lastSeq = computed(() =>
    Math.max(this.conversation()?.lastSeq ?? 0, this.timeline().messages.at(-1)?.seq ?? 0),
  );
  protected readonly total = computed(() => {
    const last = this.rows().at(-1);
    return this.lastSeq() + (last?.kind === 'pending' ? last.nth : 0);
  });
  protected readonly focused: RowFocus = new RowFocus({
    rows: this.rows,
    scroller: this.scroller,
    rendered: () => this.scroll.items().map((item) => item.key),
    reveal: (index) => this.scroll.reveal(index),
  });
  protected readonly scroll: TimelineScroll = new TimelineScroll({
    source: this.source,
    conversation: this.conversation,
    timeline: this.timeline,
    rows: this.rows,
    unreadAfter: this.unreadAfter,
    at: computed(() => this.at() ?? this.source().around),
    kept: this.focused.kept,
    scroller: this.scroller,
    rowElements: this.rowElements,
  });
  protected readonly placeOf = placeOf;

  protected readonly stickyDay = computed(() => {
    if (this.scroll.pinned()) return '';
    const offset = this.scroll.virtualizer.scrollOffset() ?? 0;
    const top = this.scroll.items().find((item) => item.end > offset + 12);
    const row = top && this.rows()[top.index];
    if (!row || row.kind === 'day' || row.kind === 'beginning') return '';
    return dayName(row.at, this.clock.now(), this.words.locale());
  });
  protected readonly unreadAbove = computed(() => {
    const after = this.unreadAfter();
    return after !== null && (this.timeline().messages[0]?.seq ?? 1) > after + 1;
  });

  constructor() {
    effect((cleanUp) => {
      const source = this.source();
      cleanUp(untracked(() => this.messaging.openTimeline(source)));
    });
    announceMessages(this.source);
    keepOutOfTabOrder(this.scroller);
  }

  /** Shows the end of the conversation and stays there. */
  toNewest(): Promise<void> {
    return this.scroll.toNewest();
  }

  focus(): void {
    this.scroller().nativeElement.focus();
  }

  /** True once the end is shown: Esc then has nothing left to do here. */
  atNewest(): boolean {
    return this.scroll.pinned() && !this.timeline().hasMoreAfter;
  }

  protected dayOf(at: Date): string {
    return dayName(at, this.clock.now(), this.words.locale());
  }

  protected readCountOf(seq: number, senderId: string): number {
    return senderId === this.ownUserId() ? readCount(seq, this.markers(), senderId) : 0;
  }

  /** For how many others one's own message was. */
  protected othersOf(seq: number, senderId: string): number {
    return senderId === this.ownUserId() ? audienceOf(seq, this.markers(), senderId).length : 0;
  }

  protected tickOf(seq: number, senderId: string): Tick {
    if (senderId !== this.ownUserId()) return 'sent';
    return tickOf(seq, this.markers(), this.conversation()?.participantCount ?? 0, senderId);
  }

  protected key(event: KeyboardEvent): void {
    const row = rowOf(event.target);
    const seq = row === event.target ? Number(row?.dataset['seq']) : NaN;
    const message = this.timeline().messages.find((one) => one.seq === seq);
    const meant = row && message && this.rowKeys.press(event, message, row);
    if (meant || this.focused.press(event)) event.preventDefault();
  }

  protected retry(): void {
    if (this.timeline().messages.length === 0) this.messaging.retryTimeline(this.source());
    else if (this.timeline().hasMoreBefore) void this.messaging.loadOlder(this.source());
    else void this.messaging.loadNewer(this.source());
  }
}
