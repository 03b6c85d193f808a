import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
  viewChildren,
} from '@angular/core';
import { injectVirtualizer } from '@tanstack/angular-virtual';
import { Clock } from '../../../core/clock';
import { dayName } from '../../../core/i18n/dates';
import { ErrorWords } from '../../../core/i18n/error-words';
import { WordsService } from '../../../core/i18n/words.service';
import { PageVisibility } from '../../../core/page-visibility';
import { SessionService } from '../../../core/session.service';
import { ConversationsStore } from '../../../stores/conversations.store';
import { MessagesStore } from '../../../stores/messages.store';
import { ParticipantsStore } from '../../../stores/participants.store';
import type { PendingMessage } from '../../../stores/timeline';
import { MessagingService } from '../../../sync/messaging.service';
import { ReadTracking } from '../../../sync/read-tracking';
import { IconComponent } from '../../../ui/icon.component';
import { SkeletonComponent } from '../../../ui/skeleton.component';
import { StateComponent } from '../../../ui/state.component';
import { MessageRowComponent } from '../message/message-row.component';
import { audienceOf } from '../message/audience';
import { type Tick, tickOf } from '../message/tick';
import { announceMessages } from './announce-messages';
import { onResize } from './on-resize';
import { readCount, readersBySeq } from './readers';
import { roveRows } from './rove-rows';
import { RowKeys } from './row-keys.service';
import { estimateRow, lastSeqWithin, timelineRows } from './timeline-rows';
import { unreadRule } from './unread-rule';

/** Within this many pixels of the end, the reader follows what comes. */
const nearEnd = 120;
/** Within this many pixels of what is held, the next page is asked for. */
const loadAhead = 900;

/** The messages of one conversation. Made anew for each conversation. */
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
  private readonly messaging = inject(MessagingService);
  private readonly clock = inject(Clock);
  private readonly session = inject(SessionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly messages = inject(MessagesStore);
  private readonly reading = inject(ReadTracking);
  private readonly visibility = inject(PageVisibility);
  private readonly rowKeys = inject(RowKeys);

  readonly conversationId = input.required<string>();
  /** A message to show first, by seq. */
  readonly at = input<number | null>(null);
  /** A failed message is to be typed anew. */
  readonly edit = output<PendingMessage>();

  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly rowElements = viewChildren<ElementRef<HTMLElement>>('rowElement');

  protected readonly conversation = computed(() => this.conversations.byId(this.conversationId())());
  protected readonly timeline = computed(() => this.messages.timeline(this.conversationId())());
  private readonly ownUserId = computed(() => this.session.user()?.id ?? '');
  private readonly markers = computed(() => this.participants.of(this.conversationId())());
  private readonly unreadAfter = unreadRule(this.conversation);
  /** The message that the address asked for and that was shown. */
  private cameTo: number | null = null;

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
  /** The reader is at the end of the conversation and wants to stay there. */
  protected readonly pinned = signal(true);
  private readonly placed = signal(false);
  /** Where to scroll as soon as it is held; until then nothing counts as seen. */
  private readonly target = signal<number | 'unread' | 'end' | null>(null);
  protected readonly flashed = signal<number | null>(null);

  protected readonly virtualizer = injectVirtualizer<HTMLElement, HTMLElement>(() => {
    const rows = this.rows();
    return {
      scrollElement: this.scroller(),
      count: rows.length,
      getItemKey: (index) => rows[index]?.key ?? index,
      estimateSize: (index) => estimateRow(rows[index]),
      overscan: 8,
      paddingStart: 8,
      paddingEnd: 12,
      anchorTo: 'end',
      followOnAppend: this.pinned() && !this.timeline().hasMoreAfter,
      scrollEndThreshold: nearEnd,
    };
  });

  protected readonly stickyDay = computed(() => {
    if (this.pinned()) return '';
    const offset = this.virtualizer.scrollOffset() ?? 0;
    const top = this.virtualizer.getVirtualItems().find((item) => item.end > offset + 12);
    const row = top && this.rows()[top.index];
    if (!row || row.kind === 'day' || row.kind === 'beginning') return '';
    return dayName(row.at, this.clock.now(), this.words.locale());
  });
  protected readonly unreadAbove = computed(() => {
    const after = this.unreadAfter();
    return after !== null && (this.timeline().messages[0]?.seq ?? 1) > after + 1;
  });

  constructor() {
    announceMessages(this.conversationId);
    // A composer that grows, a keyboard that opens: who was at the end stays there.
    onResize(this.scroller, () => this.pinned() && this.placed() && this.virtualizer.scrollToEnd());
    effect(() => {
      const seq = this.at();
      // Joining brings the newest page: what is around another message is asked for after it.
      if (seq === null || seq === this.cameTo || this.timeline().messages.length === 0) return;
      this.cameTo = seq;
      untracked(() => void this.show(seq));
    });

    afterRenderEffect({
      read: () => {
        for (const element of this.rowElements()) this.virtualizer.measureElement(element.nativeElement);
      },
    });
    afterRenderEffect(() => {
      if (this.rows().length === 0) return;
      const target = this.target();
      untracked(() => {
        if (!this.placed()) this.place();
        if (target !== null) this.reach(target);
        // Older messages may have come above while the browser was too busy to keep the place.
        else if (this.pinned()) this.virtualizer.scrollToEnd();
      });
    });
    afterRenderEffect(() => {
      // What is in view has changed, or somebody looks again.
      this.virtualizer.getVirtualItems();
      this.virtualizer.getTotalSize();
      this.visibility.watched();
      this.timeline();
      untracked(() => this.look());
    });
  }

  /** Shows the end of the conversation and stays there. */
  async toNewest(): Promise<void> {
    this.pinned.set(true);
    this.unreadAfter.set(null);
    if (this.timeline().hasMoreAfter) await this.messaging.jumpToNewest(this.conversationId());
    this.target.set('end');
  }

  focus(): void {
    this.scroller().nativeElement.focus();
  }

  /** True once the end is shown: Esc then has nothing left to do here. */
  atNewest(): boolean {
    return this.pinned() && !this.timeline().hasMoreAfter;
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

  protected scrolled(): void {
    const element = this.scroller().nativeElement;
    if (!this.placed() || this.target() !== null) return;
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    this.pinned.set(fromEnd <= nearEnd && !this.timeline().hasMoreAfter);
    this.look();
  }

  protected key(event: KeyboardEvent): void {
    const row = event.target instanceof HTMLElement && event.target.matches('.row') ? event.target : null;
    const seq = Number(row?.dataset['seq']);
    const message = this.timeline().messages.find((one) => one.seq === seq);
    if (row && message && this.rowKeys.press(event, message, row)) event.preventDefault();
    else roveRows(event, this.scroller().nativeElement);
  }

  protected retry(): void {
    if (this.timeline().messages.length === 0) this.messaging.joinConversation(this.conversationId());
    else if (this.timeline().hasMoreBefore) void this.messaging.loadOlder(this.conversationId());
    else void this.messaging.loadNewer(this.conversationId());
  }

  /** Shows where the unread messages begin, however far back. */
  protected async toUnread(): Promise<void> {
    const after = this.unreadAfter();
    if (after !== null) await this.bring('unread', after + 1);
  }

  /** Brings a message into view. */
  protected async show(seq: number): Promise<void> {
    await this.bring(seq, seq);
  }

  /** Scrolls there once the message is held, from the server if need be. */
  private async bring(target: number | 'unread', seq: number): Promise<void> {
    this.pinned.set(false);
    this.target.set(target);
    const held = () => this.timeline().messages.some((message) => message.seq === seq);
    if (held()) return;
    await this.messaging.loadAround(this.conversationId(), seq);
    if (!held()) this.target.set('end');
  }

  private place(): void {
    this.placed.set(true);
    if (this.target() !== null || this.at() !== null) return;
    const unread = (this.conversation()?.lastSeq ?? 0) > (this.unreadAfter() ?? Infinity);
    if (unread) void this.toUnread();
    else this.reach('end');
  }

  private reach(target: number | 'unread' | 'end'): void {
    if (target === 'end') {
      this.virtualizer.scrollToEnd();
    } else {
      const index = this.rows().findIndex((row) =>
        target === 'unread' ? row.kind === 'unread' : row.kind === 'message' && row.message.seq === target,
      );
      if (index < 0) return;
      if (target === 'unread') this.virtualizer.scrollToIndex(Math.max(0, index - 1), { align: 'start' });
      else this.virtualizer.scrollToIndex(index, { align: 'center' });
      this.flash(target === 'unread' ? null : target);
      // Where all of it fits, nothing scrolls, and no event tells that the end is in view.
      requestAnimationFrame(() => this.scrolled());
    }
    this.target.set(null);
  }

  private flash(seq: number | null): void {
    // Taken away first: the same message flashes again.
    this.flashed.set(null);
    requestAnimationFrame(() => this.flashed.set(seq));
  }

  /** Tells what is in view, and asks for what comes next. */
  private look(): void {
    if (!this.placed() || this.target() !== null) return;
    const { scrollTop, clientHeight, scrollHeight } = this.scroller().nativeElement;
    const items = this.virtualizer.getVirtualItems();
    const shown = items.filter((item) => item.end <= scrollTop + clientHeight + 4).at(-1);
    const seq = shown ? lastSeqWithin(this.rows(), shown.index + 1) : 0;
    if (seq > 0) this.reading.seen(this.conversationId(), seq);

    const { hasMoreBefore, hasMoreAfter, loading, error } = this.timeline();
    if (loading !== 'none' || error) return;
    if (hasMoreBefore && scrollTop < loadAhead) void this.messaging.loadOlder(this.conversationId());
    else if (hasMoreAfter && scrollHeight - scrollTop - clientHeight < loadAhead) {
      void this.messaging.loadNewer(this.conversationId());
    }
  }
}
