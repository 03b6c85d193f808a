import { Dialog } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, effect, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { User, UserRole } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AdministrationService } from '../../sync/administration.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { SkeletonComponent } from '../../ui/skeleton.component';
import { StateComponent } from '../../ui/state.component';
import { ConfirmService } from '../messaging/confirm.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { SnackService } from '../messaging/snack.service';
import { CreateUserDialog } from './create-user.dialog';

/** Typing pauses this long before the server is asked, in milliseconds. */
const pauseMs = 200;

/** The people who may sign in: create, disable, role. */
@Component({
  selector: 'ls-users-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent, SkeletonComponent, StateComponent, PageHeadComponent],
  templateUrl: './users.page.html',
  styleUrls: ['../messaging/page.css', './users.page.css'],
})
export class UsersPage {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  private readonly administration = inject(AdministrationService);
  private readonly errors = inject(ErrorWords);
  private readonly confirm = inject(ConfirmService);
  private readonly snack = inject(SnackService);
  private readonly dialog = inject(Dialog);

  protected readonly query = signal('');
  private readonly tries = signal(0);
  protected readonly users = signal<readonly User[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<string | null>(null);

  constructor() {
    effect((cleanUp) => {
      const query = this.query().trim();
      this.tries();
      let current = true;
      const timer = setTimeout(() => void this.load(query, () => current), query ? pauseMs : 0);
      cleanUp(() => {
        current = false;
        clearTimeout(timer);
      });
    });
  }

  protected type(event: Event): void {
    this.query.set((event.target as HTMLInputElement).value);
  }

  protected retry(): void {
    this.error.set(null);
    this.tries.update((tries) => tries + 1);
  }

  protected async more(): Promise<void> {
    const cursor = this.next();
    if (cursor) await this.load(this.query().trim(), () => true, cursor);
  }

  protected async create(): Promise<void> {
    const opened = this.dialog.open(CreateUserDialog, {
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: this.words.t('admin.create'),
    });
    await firstValueFrom(opened.closed);
    this.retry();
  }

  protected async setRole(user: User, event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement;
    const done = await this.change(() => this.administration.setRole(user.id, select.value as UserRole));
    if (!done) select.value = user.role;
  }

  protected async setDisabled(user: User, disabled: boolean): Promise<void> {
    if (disabled) {
      const sure = await this.confirm.ask({
        heading: this.words.t('admin.disableAsk', { name: user.displayName }),
        text: this.words.t('admin.disableText'),
        confirm: this.words.t('admin.disable'),
      });
      if (!sure) return;
    }
    await this.change(() => this.administration.setDisabled(user.id, disabled));
  }

  private async change(act: () => Promise<User>): Promise<boolean> {
    try {
      const changed = await act();
      this.users.update((users) => users?.map((user) => (user.id === changed.id ? changed : user)) ?? null);
      return true;
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
      return false;
    }
  }

  private async load(query: string, current: () => boolean, cursor?: string): Promise<void> {
    try {
      const page = await this.administration.list(query, cursor);
      if (!current()) return;
      this.users.update((before) => (cursor ? [...(before ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (thrown) {
      if (current()) this.error.set(this.errors.sentence(thrown));
    }
  }
}
