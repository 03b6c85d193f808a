import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import type { UserRole } from '@litspark/shared-contracts';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { AdministrationService } from '../../sync/administration.service';
import { IconComponent } from '../../ui/icon.component';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import { SetupLinkComponent } from './setup-link.component';

/** Creates a user, then shows, once, the link that lets them choose a password. */
@Component({
  selector: 'ls-create-user-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormsModule, IconComponent, DialogFrameComponent, SetupLinkComponent],
  templateUrl: './create-user.dialog.html',
  styles: `
    form,
    .done {
      display: grid;
      gap: 16px;
    }
    .buttons {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
    }
  `,
})
export class CreateUserDialog {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject(DialogRef);
  private readonly administration = inject(AdministrationService);
  private readonly errors = inject(ErrorWords);

  protected readonly name = signal('');
  protected readonly email = signal('');
  protected readonly role = signal<UserRole>('member');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly setupToken = signal<string | null>(null);
  protected readonly ready = computed(
    () => this.name().trim() !== '' && /^\S+@\S+$/.test(this.email().trim()),
  );

  protected async create(): Promise<void> {
    if (!this.ready() || this.busy()) return;
    this.busy.set(true);
    this.error.set(null);
    try {
      const user = await this.administration.create({
        displayName: this.name().trim(),
        email: this.email().trim(),
        role: this.role(),
      });
      this.setupToken.set(user.setupToken ?? '');
    } catch (thrown) {
      const error = ApiError.from(thrown);
      this.error.set(error.code === 'CONFLICT' ? this.words.t('admin.taken') : this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
