import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { codePointLength, limits } from '@litspark/shared-contracts';
import { AccountService } from '../../core/account.service';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { SnackService } from '../messaging/snack.service';

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
      align-items: center;
      gap: 16px;
    }
    .me p {
      display: grid;
    }
    .me strong {
      font: 600 17px/24px var(--face);
    }
    .me span {
      color: var(--ink-2);
    }
    form.line {
      display: flex;
      align-items: flex-end;
      gap: 8px;
    }
  `,
})
export class ProfileComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  private readonly account = inject(AccountService);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);

  protected readonly name = linkedSignal(() => this.session.user()?.displayName ?? '');
  protected readonly nameChanged = computed(() => {
    const name = this.name().trim();
    const fits = name !== '' && codePointLength(name) <= limits.displayNameCodePoints;
    return fits && name !== this.session.user()?.displayName;
  });

  protected async rename(): Promise<void> {
    if (!this.nameChanged()) return;
    try {
      await this.account.updateMe({ displayName: this.name().trim() });
      this.snack.show(this.words.t('settings.saved'));
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
  }
}
