import { Dialog } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
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
import { pagedSearch } from '../messaging/paged-search';
import { SnackService } from '../messaging/snack.service';
import { NamesService } from '../names/names.service';
import { CreateUserDialog } from './create-user.dialog';
import { type GivenSetupToken, SetupLinkDialog } from './setup-link.dialog';

/** The people who may sign in: create, disable, role, a new password. */
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
  private readonly names = inject(NamesService);
  private readonly administration = inject(AdministrationService);
  private readonly errors = inject(ErrorWords);
  private readonly confirm = inject(ConfirmService);
  private readonly snack = inject(SnackService);
  private readonly dialog = inject(Dialog);

  protected readonly search = pagedSearch<User>((query, cursor) => this.administration.list(query, cursor));

  /** What was found, as it is now. */
  protected readonly users = computed(
    () => this.search.items()?.map((user) => this.names.current(user)) ?? null,
  );

  protected async create(): Promise<void> {
    const opened = this.dialog.open(CreateUserDialog, {
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: this.words.t('admin.create'),
    });
    await firstValueFrom(opened.closed);
    this.search.retry();
  }

  protected async setRole(user: User, event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement;
    const role = select.value as UserRole;
    const before = user.role;
    const sure = role !== 'admin' || (await this.askToPromote(user));
    const done = sure && (await this.change(() => this.administration.setRole(user.id, role)));
    if (!done) {
      select.value = before;
    } else if (role !== 'admin') {
      this.offerUndo(this.words.t('admin.demoted', { name: user.displayName }), () =>
        this.administration.setRole(user.id, before),
      );
    }
  }

  private askToPromote({ displayName: name }: User): Promise<boolean> {
    return this.confirm.ask({
      heading: this.words.t('admin.promoteAsk', { name }),
      text: this.words.t('admin.promoteText'),
      confirm: this.words.t('admin.promote'),
    });
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
    const done = await this.change(() => this.administration.setDisabled(user.id, disabled));
    if (!done || !disabled) return;
    this.offerUndo(this.words.t('admin.disabledNow', { name: user.displayName }), () =>
      this.administration.setDisabled(user.id, false),
    );
  }

  protected async giveSetupToken(user: User): Promise<void> {
    const name = user.displayName;
    const sure = await this.confirm.ask({
      heading: this.words.t('admin.newPasswordAsk', { name }),
      text: this.words.t('admin.newPasswordText'),
      confirm: this.words.t('admin.newPasswordConfirm'),
    });
    if (!sure) return;
    try {
      const token = await this.administration.giveSetupToken(user.id);
      this.dialog.open<void, GivenSetupToken>(SetupLinkDialog, {
        data: { name, token },
        backdropClass: 'dialog-scrim',
        ariaModal: true,
        ariaLabel: this.words.t('admin.newPassword'),
      });
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
  }

  private offerUndo(text: string, undo: () => Promise<User>): void {
    this.snack.show(text, { label: this.words.t('action.undo'), run: () => void this.change(undo) });
  }

  private async change(act: () => Promise<User>): Promise<boolean> {
    try {
      const changed = await act();
      this.search.items.update(
        (users) => users?.map((user) => (user.id === changed.id ? changed : user)) ?? null,
      );
      return true;
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
      return false;
    }
  }
}
