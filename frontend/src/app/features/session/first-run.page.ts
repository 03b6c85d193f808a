import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { FirstRunState } from '@litspark/shared-contracts';
import { limits } from '@litspark/shared-contracts/plain';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { SessionService } from '../../core/session.service';
import { IconComponent } from '../../ui/icon.component';
import { LanguageSwitchComponent } from './language-switch.component';
import { linkToken } from './link-token';
import { passwordFault, passwordRule } from './new-password';
import { PasswordFieldComponent } from './password-field.component';
import { SessionCardComponent } from './session-card.component';

type State = 'checking' | 'failed' | 'incomplete' | FirstRunState['state'];

/** Why a link can't be used, and what to do. */
const refusals: Partial<Record<State, { heading: WordKey; text: WordKey }>> = {
  incomplete: { heading: 'firstRun.unknown', text: 'firstRun.incomplete' },
  unknown: { heading: 'firstRun.unknown', text: 'firstRun.unknownText' },
  used: { heading: 'firstRun.used', text: 'firstRun.usedText' },
  closed: { heading: 'firstRun.closed', text: 'firstRun.closedText' },
};

/** Makes the first administrator, from the link that the start of the service printed. */
@Component({
  selector: 'ls-first-run-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, IconComponent, LanguageSwitchComponent, PasswordFieldComponent, SessionCardComponent],
  templateUrl: './first-run.page.html',
  styleUrl: './session-form.css',
})
export class FirstRunPage {
  protected readonly words = inject(WordsService);
  private readonly session = inject(SessionService);
  private readonly preferences = inject(PreferencesService);
  private readonly router = inject(Router);
  private readonly errors = inject(ErrorWords);
  private readonly token = signal('');

  protected readonly state = signal<State>('checking');
  protected readonly refusal = computed(() => refusals[this.state()] ?? null);
  protected readonly heading = computed(() => this.words.t(this.refusal()?.heading ?? 'firstRun.heading'));
  protected readonly name = signal('');
  protected readonly email = signal('');
  protected readonly password = signal('');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly nameLimit = limits.displayNameCodePoints;
  protected readonly hint = computed(() => passwordRule(this.words));

  constructor() {
    linkToken('/first-run').subscribe((token) => {
      if (token) this.token.set(token);
      void this.check();
    });
  }

  protected async check(): Promise<void> {
    if (!this.token()) {
      this.state.set('incomplete');
      return;
    }
    this.error.set(null);
    try {
      this.state.set(await this.session.firstRunState(this.token()));
    } catch (thrown) {
      this.state.set('failed');
      this.error.set(this.errors.sentence(thrown));
    }
  }

  protected async create(): Promise<void> {
    if (this.busy()) return;
    const wrong = this.missing();
    this.error.set(wrong);
    if (wrong !== null) return;
    this.busy.set(true);
    try {
      await this.session.createFirstAdministrator({
        token: this.token(),
        displayName: this.name().trim(),
        email: this.email().trim(),
        password: this.password(),
        locale: this.preferences.locale(),
      });
      await this.router.navigateByUrl('/', { replaceUrl: true });
    } catch (thrown) {
      await this.explain(ApiError.from(thrown));
    } finally {
      this.busy.set(false);
    }
  }

  private missing(): string | null {
    if (!this.name().trim()) return this.words.t('firstRun.nameMissing');
    if (!/^\S+@\S+\.\S+$/.test(this.email().trim())) return this.words.t('firstRun.emailMissing');
    return passwordFault(this.words, this.password());
  }

  /** Somebody else may have been quicker meanwhile: then the page says so instead of the form. */
  private async explain(error: ApiError): Promise<void> {
    if (error.code === 'UNAUTHENTICATED' || error.code === 'CONFLICT') {
      await this.check();
      if (this.state() === 'open') this.error.set(this.words.t('admin.taken'));
    } else {
      this.error.set(this.errors.sentence(error));
    }
  }
}
