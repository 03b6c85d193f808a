import {
  afterNextRender,
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  Injector,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { ConversationRowComponent } from './conversation-row.component';
import { ListScrollPosition } from './list-scroll-position.service';
import { Viewport } from '../messaging/viewport.service';
import { mostWhole, rangeAt, type RowRange, shownRows } from './shown-rows';

/** How much of a list is thought to be seen before it is laid out, in pixels. */
const screen = 1_000;

/** Conversations below one another; of a long list the document has those that are seen, and room for the others. */
@Component({
  selector: 'ls-conversation-rows',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConversationRowComponent],
  template: `<ul role="list" [attr.aria-label]="label()" [style.padding-bottom.px]="roomBelow()">
    @for (row of rows(); track row.item.id) {
      <li
        [style.margin-top.px]="row.gap * rowHeight() || null"
        [attr.aria-posinset]="row.index + 1"
        [attr.aria-setsize]="conversations().length"
      >
        <ls-conversation-row
          [conversation]="row.item"
          [tabStop]="tabStop() === null || row.item.id === tabStop()"
        />
      </li>
    }
  </ul>`,
  styles: `
    :host {
      display: block;
      /* The browser would take the rows that come above for a reason to scroll. */
      overflow-anchor: none;
    }
  `,
})
export class ConversationRowsComponent {
  private readonly place = inject(ListScrollPosition);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly conversations = input.required<readonly ConversationSummary[]>();
  readonly label = input<string | null>(null);
  /** The row that Tab comes to, which is always in the document; null: it comes to each. */
  readonly tabStop = input.required<string | null>();
  /** Anything whose change moves the list up or down. */
  readonly layout = input<unknown>();

  private readonly viewport = inject(Viewport);
  /** As its style sheet has it, in pixels. */
  protected readonly rowHeight = computed(() => (this.viewport.narrow() ? 64 : 60));
  private readonly range = signal<RowRange>(
    rangeAt(this.place.scrollTop, screen, untracked(this.rowHeight)),
    {
      equal: (a, b) => a.from === b.from && a.to === b.to,
    },
  );
  protected readonly rows = computed(() => {
    const all = this.conversations();
    const kept = this.tabStop() ?? this.place.lastRow();
    return shownRows(
      all,
      this.range(),
      all.findIndex(({ id }) => id === kept),
    );
  });
  protected readonly roomBelow = computed(() => {
    const below = this.conversations().length - 1 - (this.rows().at(-1)?.index ?? -1);
    return below > 0 ? below * this.rowHeight() : null;
  });

  constructor() {
    const destroyRef = inject(DestroyRef);
    afterNextRender(() => {
      const scroller = this.host.closest('.rows');
      if (!scroller) return;
      const look = () => this.look(scroller);
      const sizes = new ResizeObserver(look);
      sizes.observe(scroller);
      scroller.addEventListener('scroll', look, { passive: true });
      destroyRef.onDestroy(() => {
        sizes.disconnect();
        scroller.removeEventListener('scroll', look);
      });
    });
    afterRenderEffect(() => {
      this.conversations();
      this.layout();
      this.rowHeight();
      const scroller = this.host.closest('.rows');
      if (scroller) untracked(() => this.look(scroller));
    });
  }

  private look(scroller: Element): void {
    // A short list is whole: to ask where it is would lay out the page.
    if (untracked(this.conversations).length <= mostWhole) return;
    const top = scroller.getBoundingClientRect().top - this.host.getBoundingClientRect().top;
    const before = untracked(this.range);
    this.range.set(rangeAt(top, scroller.clientHeight, untracked(this.rowHeight)));
    if (untracked(this.range) !== before) this.keepFocus();
  }

  /** A row that has the focus may be taken out and put in again at its new place, which loses it. */
  private keepFocus(): void {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || !this.host.contains(activeElement)) return;
    const giveBack = () => {
      if (document.activeElement === document.body) activeElement.focus({ preventScroll: true });
    };
    afterNextRender(giveBack, { injector: this.injector });
  }
}
