import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { ConnectionService } from '../../core/connection.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { PendingStore } from '../../stores/pending.store';
import { IconComponent } from '../../ui/icon.component';
import { LogoComponent } from '../../ui/logo.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { ConnectionPillComponent } from '../connection/public';
import { ShortcutsService } from '../messaging/shortcuts.service';
import { SwitcherFieldComponent } from '../messaging/frame/switcher-field.component';
import { Viewport } from '../messaging/viewport.service';
import { MissedButtonComponent } from '../notifications/public';
import { ConversationRowComponent } from './conversation-row.component';
import { ListScrollPosition } from './list-scroll-position.service';

@Component({
  selector: 'ls-conversation-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    IconComponent,
    LogoComponent,
    SkeletonComponent,
    StateComponent,
    ConnectionPillComponent,
    MissedButtonComponent,
    ConversationRowComponent,
    SwitcherFieldComponent,
  ],
  templateUrl: './conversation-list.component.html',
  styleUrl: './conversation-list.component.css',
  host: {
    '(focusin)': 'place.note($event.target)',
    '(click)': 'place.note($event.target)',
    '(keydown)': 'move($event)',
  },
})
export class ConversationListComponent {
  protected readonly words = inject(WordsService);
  protected readonly connection = inject(ConnectionService);
  protected readonly conversations = inject(ConversationsStore);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly viewport = inject(Viewport);
  private readonly pending = inject(PendingStore);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly current = computed(() => this.conversations.all().filter((one) => !this.folded(one)));
  protected readonly archived = computed(() => this.conversations.all().filter((one) => this.folded(one)));
  protected readonly showArchived = signal(false);
  protected readonly place = inject(ListScrollPosition);
  private readonly rows = viewChild.required<ElementRef<HTMLElement>>('rows');
  /** The row that Tab comes to: the one that had the focus last, else the open one, else the first. */
  protected readonly tabStop = computed(() => {
    const shown = this.current();
    const open = this.shortcuts.openConversation();
    const wanted = [this.place.lastRow(), open].find((id) => shown.some((one) => one.id === id));
    return wanted ?? shown[0]?.id ?? null;
  });

  constructor() {
    afterNextRender(() => this.comeBack());
  }

  protected move(event: KeyboardEvent): void {
    const rows = [...this.host.querySelectorAll<HTMLElement>('[data-conversation]')];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
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
    this.rows().nativeElement.scrollTop = scrollTop;
    if (!isAtRow || document.activeElement !== document.body) return;
    const rows = [...this.host.querySelectorAll<HTMLElement>('[data-conversation]')];
    const row = rows.find((one) => one.dataset['conversation'] === lastRow());
    row?.focus({ preventScroll: true });
    // Elsewhere now, where somebody has written in it.
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** An archived one is out of the way, unless a message of one's own failed in it. */
  private folded({ id, archived }: ConversationSummary): boolean {
    return archived && !this.pending.failedIn().has(id);
  }
}
