import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  signal,
  type Signal,
} from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { User, UserRole } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { shortTime } from '../../core/i18n/dates';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { Dialogs } from '../messaging/dialogs.service';
import { KeepScrollDirective } from '../messaging/frame/keep-scroll.directive';
import { PageOutlet } from '../messaging/frame/page-outlet.directive';
import { PageHeadComponent } from '../messaging/page-head.component';
import { Viewport } from '../messaging/viewport.service';
import { CreateUserDialog } from './create-user.dialog';
import { UserCellComponent } from './user-cell.component';
import { UserChanges } from './user-changes.service';
import type { UserPanel } from './user.panel';
import { type UserColumn, UsersTable } from './users-table.service';

/** The people who may sign in, as a table; one of them in a panel beside it, or on a page where there is no room. */
@Component({
  selector: 'ls-users-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    PageOutlet,
    IconComponent,
    KeepScrollDirective,
    SkeletonComponent,
    StateComponent,
    PageHeadComponent,
    UserCellComponent,
  ],
  providers: [UsersTable, UserChanges],
  templateUrl: './users.page.html',
  styleUrls: ['../messaging/page.css', './users.page.css'],
  host: { '(keydown.escape)': 'close($event)' },
})
export class UsersPage {
  protected readonly words = inject(WordsService);
  protected readonly viewport = inject(Viewport);
  protected readonly table = inject(UsersTable);
  private readonly changes = inject(UserChanges);
  private readonly clock = inject(Clock);
  private readonly dialog = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly columns: readonly { by: UserColumn; label: WordKey }[] = [
    { by: 'name', label: 'admin.person' },
    { by: 'role', label: 'admin.role' },
    { by: 'activity', label: 'admin.lastSeen' },
  ];
  private readonly panel = signal<Signal<string> | null>(null);
  /** The id of the person whose panel is shown. */
  protected readonly opened = computed(() => this.panel()?.() ?? null);
  protected readonly chosenActive = computed(() => this.table.chosen().some(({ disabled }) => !disabled));
  protected readonly chosenDisabled = computed(() => this.table.chosen().some(({ disabled }) => disabled));

  protected async create(): Promise<void> {
    const opened = this.dialog.open(CreateUserDialog, {
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: this.words.t('admin.create'),
    });
    await firstValueFrom(opened.closed);
    this.table.search.retry();
  }

  protected filterRole(event: Event): void {
    this.table.role.set(((event.target as HTMLSelectElement).value || null) as UserRole | null);
  }

  protected filterState(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.table.disabled.set(value === '' ? null : value === 'disabled');
  }

  protected ariaSort(by: UserColumn): 'ascending' | 'descending' | null {
    const sort = this.table.sort();
    if (sort?.by !== by) return null;
    return sort.descending ? 'descending' : 'ascending';
  }

  protected activity({ presence, lastSeenAt }: User): string {
    if (presence !== 'offline') return this.words.t(`presence.full.${presence}`);
    if (lastSeenAt === null) return '–';
    return shortTime(new Date(lastSeenAt), this.clock.now(), this.words.locale());
  }

  protected async disableChosen(): Promise<void> {
    const chosen = this.table.chosen();
    if (!(await this.changes.disable(chosen))) return;
    this.table.chooseAll(false);
    if (chosen.some(({ id }) => id === this.opened())) await this.router.navigateByUrl('/admin/users');
  }

  protected async enableChosen(): Promise<void> {
    await this.changes.enable(this.table.chosen());
    this.table.chooseAll(false);
  }

  protected async setChosenRole(role: UserRole): Promise<void> {
    if (await this.changes.setRole(this.table.chosen(), role)) this.table.chooseAll(false);
  }

  protected panelOpened(panel: unknown): void {
    this.panel.set((panel as UserPanel).userId);
  }

  protected panelClosed(): void {
    const last = this.opened();
    this.panel.set(null);
    afterNextRender(
      () => {
        const hasFocus = document.activeElement !== document.body;
        if (!hasFocus) this.host.querySelector<HTMLElement>(`[data-user="${last}"]`)?.focus();
      },
      { injector: this.injector },
    );
  }

  protected close(event: Event): void {
    if (event.defaultPrevented || this.opened() === null) return;
    event.preventDefault();
    void this.router.navigateByUrl('/admin/users');
  }
}
