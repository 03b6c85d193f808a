import { inject, Injectable } from '@angular/core';
import type { User, UserRole } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { AdministrationService } from '../../sync/administration.service';
import { ConfirmService } from '../messaging/confirm.service';
import { Dialogs } from '../messaging/dialogs.service';
import { SnackService } from '../messaging/snack.service';
import { type GivenSetupToken, SetupLinkDialog } from './setup-link.dialog';
import { UsersTable } from './users-table.service';

/** What is done to one person or to several: asked where it takes something away, and undone where it can be. */
@Injectable()
export class UserChanges {
  private readonly words = inject(WordsService);
  private readonly errors = inject(ErrorWords);
  private readonly administration = inject(AdministrationService);
  private readonly confirm = inject(ConfirmService);
  private readonly snack = inject(SnackService);
  private readonly dialog = inject(Dialogs);
  private readonly table = inject(UsersTable);

  /** Whether it was done for all of them. */
  async setRole(users: readonly User[], role: UserRole): Promise<boolean> {
    const changed = users.filter((user) => user.role !== role);
    if (changed.length === 0) return true;
    if (role === 'admin' && !(await this.askToPromote(changed))) return false;
    const done = await this.each(changed, (user) => this.administration.setRole(user.id, role));
    if (role === 'member')
      this.offerUndo(done, 'admin.demoted', 'admin.demotedMany', (user) =>
        this.administration.setRole(user.id, 'admin'),
      );
    return done.length === changed.length;
  }

  async disable(users: readonly User[]): Promise<boolean> {
    const changed = users.filter(({ disabled }) => !disabled);
    const sure = await this.confirm.ask({
      heading: this.naming(changed, 'admin.disableAsk', 'admin.disableAskMany'),
      text: this.words.t(changed.length === 1 ? 'admin.disableText' : 'admin.disableTextMany'),
      confirm: this.words.t('admin.disable'),
    });
    if (!sure) return false;
    const done = await this.each(changed, (user) => this.administration.setDisabled(user.id, true));
    this.offerUndo(done, 'admin.disabledNow', 'admin.disabledMany', (user) =>
      this.administration.setDisabled(user.id, false),
    );
    return done.length === changed.length;
  }

  async enable(users: readonly User[]): Promise<void> {
    const changed = users.filter(({ disabled }) => disabled);
    await this.each(changed, (user) => this.administration.setDisabled(user.id, false));
  }

  async giveSetupToken({ id, displayName: name }: User): Promise<void> {
    const sure = await this.confirm.ask({
      heading: this.words.t('admin.newPasswordAsk', { name }),
      text: this.words.t('admin.newPasswordText'),
      confirm: this.words.t('admin.newPasswordConfirm'),
    });
    if (!sure) return;
    try {
      const token = await this.administration.giveSetupToken(id);
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

  private askToPromote(users: readonly User[]): Promise<boolean> {
    return this.confirm.ask({
      heading: this.naming(users, 'admin.promoteAsk', 'admin.promoteAskMany'),
      text: this.words.t(users.length === 1 ? 'admin.promoteText' : 'admin.promoteTextMany'),
      confirm: this.words.t('admin.promote'),
    });
  }

  /** One by name, several by their number. */
  private naming(
    users: readonly User[],
    one: 'admin.disableAsk' | 'admin.promoteAsk' | 'admin.demoted' | 'admin.disabledNow',
    many: 'admin.disableAskMany' | 'admin.promoteAskMany' | 'admin.demotedMany' | 'admin.disabledMany',
  ): string {
    const [first] = users;
    if (users.length === 1 && first) return this.words.t(one, { name: first.displayName });
    return this.words.plural(many, users.length);
  }

  /** One after the other; stops with the first that is refused. Answers with those who were changed. */
  private async each(users: readonly User[], act: (user: User) => Promise<User>): Promise<User[]> {
    const done: User[] = [];
    try {
      for (const user of users) {
        const changed = await act(user);
        this.table.put(changed);
        done.push(changed);
      }
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
    return done;
  }

  private offerUndo(
    done: readonly User[],
    one: 'admin.demoted' | 'admin.disabledNow',
    many: 'admin.demotedMany' | 'admin.disabledMany',
    undo: (user: User) => Promise<User>,
  ): void {
    if (done.length === 0) return;
    this.snack.show(this.naming(done, one, many), {
      label: this.words.t('action.undo'),
      run: () => void this.each(done, undo),
    });
  }
}
