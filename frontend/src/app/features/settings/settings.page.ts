import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { codePointLength, limits, type Theme } from '@litspark/shared-contracts';
import { AccountService } from '../../core/account.service';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { SessionService } from '../../core/session.service';
import { AvatarComponent } from '../../ui/avatar.component';
import type { IconName } from '../../ui/icon-paths';
import { IconComponent } from '../../ui/icon.component';
import { PageHeadComponent } from '../messaging/page-head.component';
import { ShortcutsService } from '../messaging/shortcuts.service';
import { SnackService } from '../messaging/snack.service';
import { Viewport } from '../messaging/viewport.service';
import { LanguageSwitchComponent } from '../session/language-switch.component';
import { PasswordFieldComponent } from '../session/password-field.component';
import { SignOut } from '../session/sign-out.service';

/** One's own profile, language, theme, password, and the way out. */
@Component({
  selector: 'ls-settings-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    FormsModule,
    AvatarComponent,
    IconComponent,
    PageHeadComponent,
    LanguageSwitchComponent,
    PasswordFieldComponent,
  ],
  templateUrl: './settings.page.html',
  styleUrls: ['../messaging/page.css', './settings.page.css'],
})
export class SettingsPage {
  protected readonly words = inject(WordsService);
  protected readonly preferences = inject(PreferencesService);
  protected readonly session = inject(SessionService);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly signOut = inject(SignOut);
  protected readonly viewport = inject(Viewport);
  private readonly account = inject(AccountService);
  private readonly errors = inject(ErrorWords);
  private readonly snack = inject(SnackService);

  protected readonly name = linkedSignal(() => this.session.user()?.displayName ?? '');
  protected readonly nameChanged = computed(() => {
    const name = this.name().trim();
    const fits = name !== '' && codePointLength(name) <= limits.displayNameCodePoints;
    return fits && name !== this.session.user()?.displayName;
  });
  protected readonly current = signal('');
  protected readonly fresh = signal('');
  protected readonly busy = signal(false);
  protected readonly passwordError = signal<string | null>(null);
  protected readonly passwordHint = computed(() =>
    this.words.t('password.rule', { count: limits.passwordMinCodePoints }),
  );
  protected readonly themes: { theme: Theme; name: WordKey; icon: IconName }[] = [
    { theme: 'system', name: 'settings.system', icon: 'monitor' },
    { theme: 'light', name: 'settings.light', icon: 'sun' },
    { theme: 'dark', name: 'settings.dark', icon: 'moon' },
  ];

  protected async rename(): Promise<void> {
    if (!this.nameChanged()) return;
    try {
      await this.account.updateMe({ displayName: this.name().trim() });
      this.snack.show(this.words.t('settings.saved'));
    } catch (thrown) {
      this.snack.show(this.errors.sentence(thrown));
    }
  }

  protected choose(theme: Theme): void {
    this.preferences.setTheme(theme);
  }

  protected async changePassword(): Promise<void> {
    if (codePointLength(this.fresh()) < limits.passwordMinCodePoints) {
      this.passwordError.set(this.words.t('password.short', { count: limits.passwordMinCodePoints }));
      return;
    }
    this.busy.set(true);
    this.passwordError.set(null);
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
