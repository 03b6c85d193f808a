import { ChangeDetectionStrategy, Component, inject, linkedSignal, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { codePointLength, limits } from '@litspark/shared-contracts';
import { AccountService } from '../../core/account.service';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { SavedNotice } from './saved-notice';

/** One's face and name. */
@Component({
  selector: 'ls-profile-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [FormsModule, AvatarComponent],
  templateUrl: './profile.component.html',
  styleUrl: './section.css',
  styles: `
    .me {
      display: flex;
      align-items: flex-start;
      gap: 16px;
    }
    form {
      flex: 1;
      gap: 6px;
    }
    .problem {
      color: var(--danger);
      font: var(--text-meta);
    }
  `,
})
export class ProfileComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  private readonly account = inject(AccountService);
  private readonly errors = inject(ErrorWords);
  private readonly saved = inject(SavedNotice);

  protected readonly name = linkedSignal(() => this.session.user()?.displayName ?? '');
  protected readonly problem = signal<string | null>(null);
  /** On its way to the account: leaving the field by Enter asks twice. */
  private saving: string | null = null;

  protected async rename(): Promise<void> {
    const name = this.name().trim();
    const fault = this.faultOf(name);
    this.problem.set(fault);
    if (fault || name === this.saving || name === this.session.user()?.displayName) return;
    this.saving = name;
    try {
      await this.account.updateMe({ displayName: name });
      this.saved.show();
    } catch (thrown) {
      this.problem.set(this.errors.sentence(thrown));
    } finally {
      this.saving = null;
    }
  }

  private faultOf(name: string): string | null {
    const most = limits.displayNameCodePoints;
    if (name === '') return this.words.t('settings.nameMissing');
    return codePointLength(name) > most ? this.words.t('settings.nameLong', { count: most }) : null;
  }
}
