import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { AccountService } from '../../core/account.service';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { SnackService } from '../messaging/snack.service';
import { PasswordFieldComponent, passwordFault, passwordRule } from '../session/public';

/** Another password. */
@Component({
  selector: 'ls-password-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormsModule, IconComponent, PasswordFieldComponent],
  templateUrl: './password.component.html',
  styleUrl: './section.css',
  styles: `
    .change {
      display: grid;
      gap: 14px;
      justify-items: start;
    }
    .change form {
      width: 100%;
    }
  `,
})
export class PasswordComponent {
  protected readonly words = inject(WordsService);
  private readonly account = inject(AccountService);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);

  protected readonly current = signal('');
  protected readonly fresh = signal('');
  protected readonly busy = signal(false);
  protected readonly passwordError = signal<string | null>(null);
  protected readonly passwordHint = computed(() => passwordRule(this.words));

  protected async changePassword(): Promise<void> {
    const fault = passwordFault(this.words, this.fresh());
    this.passwordError.set(fault);
    if (fault) return;
    this.busy.set(true);
    try {
      await this.account.changePassword(this.current(), this.fresh());
      this.current.set('');
      this.fresh.set('');
      this.snack.show(this.words.t('settings.passwordChanged'));
    } catch (thrown) {
      const error = ApiError.from(thrown);
      const wrong = error.code === 'FORBIDDEN';
      this.passwordError.set(wrong ? this.words.t('settings.passwordWrong') : this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
