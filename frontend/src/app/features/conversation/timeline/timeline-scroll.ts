import {
  afterRenderEffect,
  computed,
  effect,
  type ElementRef,
  inject,
  type Signal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { defaultRangeExtractor, injectVirtualizer } from '@tanstack/angular-virtual';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { filter } from 'rxjs';
import { WordsService } from '../../../core/i18n/words.service';
import { PageVisibility } from '../../../core/page-visibility';
import type { Timeline } from '../../../stores/timeline';
import type { TimelineSource } from '../../../stores/timeline-source';
import { MessagingService } from '../../../sync/messaging.service';
import { ReadTracking } from '../../../sync/read-tracking';
import { MessageLinks } from '../../messaging/message-links.service';
import { SnackService } from '../../messaging/snack.service';
import { onResize } from '../../messaging/on-resize';
import { estimateRow, lastSeqWithin, type TimelineRow } from './timeline-rows';

/** Within this many pixels of the end, the reader follows what comes. */
const nearEnd = 120;
/** Within this many pixels of what is held, the next page is asked for. */
const loadAhead = 900;

export interface ScrolledView {
  source: Signal<TimelineSource>;
  conversation: Signal<ConversationSummary | undefined>;
  timeline: Signal<Timeline>;
  rows: Signal<readonly TimelineRow[]>;
  /** What was read up to when the reader came; null for nothing unread. */
  unreadAfter: WritableSignal<number | null>;
  /** A message to show first, by seq. */
  at: Signal<number | null>;
  /** The index of a row that stays although it isn't in view; below 0 for none. */
  kept: Signal<number>;
  scroller: Signal<ElementRef<HTMLElement>>;
  rowElements: Signal<readonly ElementRef<HTMLElement>[]>;
}

/** Where the timeline is scrolled to, which rows that takes, and what follows from their being in view. */
export class TimelineScroll {
  private readonly messaging = inject(MessagingService);
  private readonly reading = inject(ReadTracking);
  private readonly visibility = inject(PageVisibility);
  private readonly snack = inject(SnackService);
  private readonly words = inject(WordsService);
  /** The reader is at the end of the conversation and wants to stay there. */
  readonly pinned = signal(true);
  /** The seq of the message that was just brought into view. */
  readonly flashed = signal<number | null>(null);
  private readonly positioned = signal(false);
  /** Where to scroll as soon as it is held; until then nothing counts as seen. */
  private readonly target = signal<number | 'unread' | 'end' | null>(null);
  /** The message that the address asked for and that was shown. */
  private cameTo: number | null = null;
  /** How far down it was scrolled when it last moved, in pixels. */
  private lastTop = 0;

  readonly virtualizer = injectVirtualizer<HTMLElement, HTMLElement>(() => {
    const rows = this.view.rows();
    const kept = this.view.kept();
    return {
      scrollElement: this.view.scroller(),
      count: rows.length,
      getItemKey: (index) => rows[index]?.key ?? index,
      estimateSize: (index) => estimateRow(rows[index]),
      rangeExtractor: (range) => {
        const inRange = defaultRangeExtractor(range);
        if (kept < 0 || kept >= range.count || inRange.includes(kept)) return inRange;
        return kept < (inRange[0] ?? 0) ? [kept, ...inRange] : [...inRange, kept];
      },
      overscan: 8,
      paddingStart: 8,
      paddingEnd: 12,
      anchorTo: 'end',
      followOnAppend: this.pinned() && !this.view.timeline().hasMoreAfter,
      scrollEndThreshold: nearEnd,
    };
  });
  readonly items = computed(() => this.virtualizer.getVirtualItems());
  /** A row that is kept out of view: it stands outside the flow of the others. */
  readonly astray = computed(() => {
    const items = this.items();
    const ends = [
      [items.at(0), items.at(1)],
      [items.at(-1), items.at(-2)],
    ];
    const apart = ends.find(([end, next]) => end && next && Math.abs(end.index - next.index) > 1);
    return apart?.[0] ?? null;
  });
  /** How far below the top the flow of rows begins, in pixels. */
  readonly start = computed(() => this.items().find((item) => item !== this.astray())?.start ?? 0);

  constructor(private readonly view: ScrolledView) {
    // A composer that grows, a keyboard that opens: who was at the end stays there.
    onResize(view.scroller, () => this.pinned() && this.positioned() && this.virtualizer.scrollToEnd());
    effect(() => {
      const seq = view.at();
      // Joining brings the newest page: what is around another message is asked for after it.
      if (seq === null || seq === this.cameTo || view.timeline().messages.length === 0) return;
      this.cameTo = seq;
      untracked(() => void this.show(seq));
    });
    // The address that is open already was followed once more.
    inject(MessageLinks)
      .repeated$.pipe(
        filter(({ conversationId }) => conversationId === view.source().key),
        takeUntilDestroyed(),
      )
      .subscribe(({ seq }) => void this.show(seq));

    afterRenderEffect({
      read: () => {
        for (const element of view.rowElements()) this.virtualizer.measureElement(element.nativeElement);
      },
    });
    afterRenderEffect(() => {
      if (view.rows().length === 0) return;
      const target = this.target();
      untracked(() => {
        if (!this.positioned()) this.position();
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
      view.timeline();
      untracked(() => this.look());
    });
  }

  /** Shows the end of the conversation and stays there. */
  async toNewest(): Promise<void> {
    this.pinned.set(true);
    this.view.unreadAfter.set(null);
    if (this.view.timeline().hasMoreAfter) await this.messaging.jumpToNewest(this.view.source());
    this.target.set('end');
  }

  /** Shows where the unread messages begin, however far back. */
  async toUnread(): Promise<void> {
    const after = this.view.unreadAfter();
    if (after !== null) await this.bring('unread', after + 1);
  }

  /** Brings a message into view, by its seq. */
  async show(seq: number): Promise<void> {
    await this.bring(seq, seq);
  }

  /** Scrolls as little as brings a row into view. */
  reveal(index: number): void {
    this.virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  scrolled(): void {
    const element = this.view.scroller().nativeElement;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isUp = scrollTop < this.lastTop;
    this.lastTop = scrollTop;
    if (!this.positioned() || this.target() !== null) return;
    const { hasMoreAfter } = this.view.timeline();
    const isNearEnd = scrollHeight - scrollTop - clientHeight <= nearEnd;
    // Rows come, and turn out taller or lower than they were taken for: only who goes up leaves the end.
    if (isNearEnd) {
      if (!hasMoreAfter) this.pinned.set(true);
    } else if (isUp) {
      this.pinned.set(false);
    } else if (this.pinned()) {
      element.scrollTop = scrollHeight;
      this.lastTop = element.scrollTop;
    }
    this.look();
  }

  /** Scrolls there once the message is held, from the server if need be. */
  private async bring(target: number | 'unread', seq: number): Promise<void> {
    this.pinned.set(false);
    this.target.set(target);
    const held = () => this.view.timeline().messages.some((message) => message.seq === seq);
    if (held()) return;
    await this.messaging.loadAround(this.view.source(), seq);
    if (held()) return;
    this.target.set('end');
    if (!this.view.timeline().error) this.snack.show(this.words.t('message.notThere'));
  }

  private position(): void {
    this.positioned.set(true);
    if (this.target() !== null || this.view.at() !== null) return;
    const unread = (this.view.conversation()?.lastSeq ?? 0) > (this.view.unreadAfter() ?? Infinity);
    if (unread) void this.toUnread();
    else this.reach('end');
  }

  private reach(target: number | 'unread' | 'end'): void {
    if (target === 'end') {
      this.virtualizer.scrollToEnd();
    } else {
      const index = this.view
        .rows()
        .findIndex((row) =>
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
    if (!this.positioned() || this.target() !== null) return;
    const { scrollTop, clientHeight, scrollHeight } = this.view.scroller().nativeElement;
    const items = this.virtualizer.getVirtualItems();
    const shown = items.filter((item) => item.end <= scrollTop + clientHeight + 4).at(-1);
    const seq = shown ? lastSeqWithin(this.view.rows(), shown.index + 1) : 0;
    const source = this.view.source();
    if (seq > 0) this.reading.seen(source.conversationId, seq);

    const { hasMoreBefore, hasMoreAfter, loading, error } = this.view.timeline();
    if (loading !== 'none' || error) return;
    if (hasMoreBefore && scrollTop < loadAhead) void this.messaging.loadOlder(source);
    else if (hasMoreAfter && scrollHeight - scrollTop - clientHeight < loadAhead) {
      void this.messaging.loadNewer(source);
    }
  }
}
