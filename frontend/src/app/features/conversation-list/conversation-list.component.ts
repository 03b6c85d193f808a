import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { IconComponent } from '../../ui/icon.component';
import { LogoComponent } from '../../ui/logo.component';
import { ConnectionPillComponent } from '../connection/public';
import { ConversationMenu } from '../conversation-menu/public';
import { ConversationSections, type ShownSection } from '../messaging/conversation-sections.service';
import { onLongPress } from '../messaging/long-press';
import { ShortcutsService } from '../messaging/shortcuts.service';
import { SwitcherFieldComponent } from '../messaging/frame/switcher-field.component';
import { Viewport } from '../messaging/viewport.service';
import { MissedButtonComponent } from '../notifications/public';
import { ConversationRowsComponent } from './conversation-rows.component';
import { ListDrag } from './list-drag';
import { ListMenuComponent } from './list-menu.component';
import { ListScrollPosition } from './list-scroll-position.service';
import { ListStateComponent } from './list-state.component';
import { SectionHeadComponent } from './section-head.component';

@Component({
  selector: 'ls-conversation-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    IconComponent,
    LogoComponent,
    ConnectionPillComponent,
    MissedButtonComponent,
    ConversationRowsComponent,
    ListMenuComponent,
    ListStateComponent,
    SectionHeadComponent,
    SwitcherFieldComponent,
  ],
  templateUrl: './conversation-list.component.html',
  styleUrl: './conversation-list.component.css',
  host: {
    '(focusin)': 'place.note($event.target)',
    '(click)': 'place.note($event.target)',
    '(keydown)': 'press($event)',
    '(contextmenu)': 'openMenuAt($event)',
    '(dragstart)': 'drag.start($event)',
    '(dragover)': 'drag.move($event)',
    '(dragleave)': 'drag.leave($event)',
    '(dragend)': 'drag.end()',
    '(drop)': 'drag.drop($event)',
  },
  providers: [ListDrag],
})
export class ConversationListComponent {
  protected readonly words = inject(WordsService);
  private readonly conversations = inject(ConversationsStore);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly viewport = inject(Viewport);
  protected readonly sections = inject(ConversationSections);
  private readonly menu = inject(ConversationMenu);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly drag = inject(ListDrag);
  protected readonly shownSections = computed(() => {
    const shown = this.sections.sections();
    return this.sections.every().filter((one) => shown.includes(one) || this.drag.shows(one));
  });
  protected readonly showArchived = signal(false);
  protected readonly place = inject(ListScrollPosition);
  private readonly rows = viewChild.required<ElementRef<HTMLElement>>('rows');
  /** The row that Tab comes to: the one that had the focus last, else the open one, else the first. */
  protected readonly tabStop = computed(() => {
    const shown = this.sections.visible();
    const open = this.shortcuts.openConversation();
    const wanted = [this.place.lastRow(), open].find((id) => shown.some((one) => one.id === id));
    return wanted ?? shown[0]?.id ?? null;
  });

  constructor() {
    afterNextRender(() => this.comeBack());
    onLongPress((on) => this.openMenu(on));
  }

  protected press(event: KeyboardEvent): void {
    const asks = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (asks && event.target instanceof Element && this.openMenu(event.target)) event.preventDefault();
    else this.move(event);
  }

  /** What a right click asks for; and a key, or a finger, in browsers that make this event of them. */
  protected openMenuAt(event: MouseEvent): void {
    const point = event.button === 2 ? { x: event.clientX, y: event.clientY } : undefined;
    if (event.target instanceof Element && this.openMenu(event.target, point)) event.preventDefault();
  }

  private openMenu(on: Element, point?: { x: number; y: number }): boolean {
    const row = on.closest<HTMLElement>('[data-conversation]');
    const conversation = row && this.conversations.peek(row.dataset['conversation'] ?? '');
    if (!row || !conversation) return false;
    void this.menu.open(conversation, row, point);
    return true;
  }

  private move(event: KeyboardEvent): void {
    const archived = this.showArchived() ? this.sections.archived() : [];
    const ids = [...this.sections.visible(), ...archived].map(({ id }) => id);
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? ids.indexOf(focused.dataset['conversation'] ?? '') : -1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const id = ids[Math.min(ids.length - 1, Math.max(0, to))];
    if (id === undefined) return;
    const row = this.row(id);
    if (row) {
      row.focus();
      return;
    }
    // Of a long list it isn't in the document yet: as the row that Tab comes to it is.
    this.place.lastRow.set(id);
    afterNextRender(() => this.row(id)?.focus(), { injector: this.injector });
  }

  private row(id: string): HTMLElement | null {
    return this.host.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
  }

  protected isOver({ section: { id } }: ShownSection, how: 'into' | 'before' | 'after'): boolean {
    const place = this.drag.place();
    return place?.id === id && place.how === how;
  }

  protected openNew(): void {
    if (this.viewport.narrow()) void this.router.navigateByUrl('/new');
    else void this.shortcuts.openNewConversation();
  }

  protected scrolled(): void {
    this.place.scrollTop = this.rows().nativeElement.scrollTop;
  }

  /** As it was when it was left, if it was: the focus, which fell with what was open beside it, included. */
  private comeBack(): void {
    const { isAtRow, lastRow, scrollTop } = this.place;
    // To set it lays out the page at once, which the first paint would do again.
    if (scrollTop > 0) this.rows().nativeElement.scrollTop = scrollTop;
    if (!isAtRow || document.activeElement !== document.body) return;
    const row = this.row(lastRow() ?? '');
    row?.focus({ preventScroll: true });
    // Elsewhere now, where somebody has written in it.
    row?.scrollIntoView({ block: 'nearest' });
  }
}
