import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { IconComponent } from '../../ui/icon.component';
import { LanguageSwitchComponent } from './language-switch.component';
import { linkToken } from './link-token';
import { passwordFault, passwordRule } from './new-password';
import { PasswordFieldComponent } from './password-field.component';
import { SessionCardComponent } from './session-card.component';

/** A new user's first password, from the link that an administrator handed over. */
@Component({
  selector: 'ls-setup-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, IconComponent, LanguageSwitchComponent, PasswordFieldComponent, SessionCardComponent],
  template: `<ls-session-card [heading]="words.t('setup.heading')">
    @if (!token()) {
      <p class="alert" role="alert">
        <ls-icon name="circle-alert" /><span>{{ words.t('setup.noToken') }}</span>
      </p>
      <a class="button" routerLink="/sign-in">{{ words.t('setup.toSignIn') }}</a>
    } @else {
      <p class="intro">{{ words.t('setup.intro') }}</p>
      @if (error(); as sentence) {
        <p class="alert" role="alert">
          <ls-icon name="circle-alert" /><span>{{ sentence }}</span>
        </p>
      }
      <form (submit)="save(); $event.preventDefault()" novalidate>
        <ls-password-field
          fieldId="new-password"
          autocomplete="new-password"
          [label]="words.t('setup.password')"
          [hint]="hint()"
          [value]="password()"
          (valueChange)="password.set($event)"
        />
        <button class="button button-primary button-wide" type="submit" [disabled]="busy()">
          {{ words.t('setup.submit') }}
        </button>
      </form>
    }
    <ls-language-switch below />
  </ls-session-card>`,
  styleUrl: './session-form.css',
})
export class SetupPage {
  protected readonly words = inject(WordsService);
  private readonly session = inject(SessionService);
  private readonly router = inject(Router);
  private readonly errors = inject(ErrorWords);
  protected readonly token = signal('');

  protected readonly password = signal('');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly hint = computed(() => passwordRule(this.words));

  constructor() {
    linkToken('/setup').subscribe((token) => {
      if (token) this.token.set(token);
    });
  }

  protected async save(): Promise<void> {
    const fault = passwordFault(this.words, this.password());
    this.error.set(fault);
    if (fault) return;
    this.busy.set(true);
    try {
      await this.session.setup(this.token(), this.password());
      await this.router.navigateByUrl('/', { replaceUrl: true });
    } catch (thrown) {
      const error = ApiError.from(thrown);
      const spent = error.code === 'UNAUTHENTICATED';
      this.error.set(spent ? this.words.t('setup.spent') : this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
