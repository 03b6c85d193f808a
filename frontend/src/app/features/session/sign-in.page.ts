import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { ApiError } from '../../core/api-error';
import { CurrentSession } from '../../core/current-session';
import { DemoAccountsService } from '../../core/demo-accounts.service';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { PendingSignOut } from '../../core/pending-sign-out';
import { SessionService } from '../../core/session.service';
import { KeptData } from '../../sync/kept-data';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { LanguageSwitchComponent } from './language-switch.component';
import { PasswordFieldComponent } from './password-field.component';
import { SessionCardComponent } from './session-card.component';

@Component({
  selector: 'ls-sign-in-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AvatarComponent,
    IconComponent,
    LanguageSwitchComponent,
    PasswordFieldComponent,
    SessionCardComponent,
  ],
  templateUrl: './sign-in.page.html',
  styleUrls: ['./session-form.css', './sign-in.page.css'],
})
export class SignInPage {
  protected readonly words = inject(WordsService);
  private readonly session = inject(SessionService);
  /** What comes after the sign-in is loaded while somebody types. */
  protected readonly current = inject(CurrentSession);
  private readonly router = inject(Router);
  private readonly errors = inject(ErrorWords);

  /** Where to go afterwards. */
  readonly back = input<string>();
  /** Why somebody is here who was signed in. */
  readonly ended = input<string>();

  protected readonly accounts = inject(DemoAccountsService).accounts;
  protected readonly email = signal('');
  protected readonly password = signal('');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  /** Signed out here, and not on the server yet. */
  protected readonly signOutDelayed = inject(PendingSignOut).delayed;
  /** Messages that wait for whoever was signed in. */
  protected readonly unsent = inject(KeptData).leftBehind;
  private readonly emailField = viewChild.required<ElementRef<HTMLInputElement>>('emailField');

  constructor() {
    // The attribute counts for a page that is loaded, not for one that is navigated to.
    afterNextRender(() => this.emailField().nativeElement.focus());
    effect(() => {
      // In another tab.
      if (this.session.state() === 'signed-in' && !untracked(this.busy)) untracked(() => void this.go());
    });
  }

  protected async signIn(email = this.email().trim(), password = this.password()): Promise<void> {
    if (this.busy()) return;
    if (!email || !password) {
      this.error.set(this.words.t('signIn.incomplete'));
      this.emailField().nativeElement.focus();
      return;
    }
    this.current.loadAhead();
    this.busy.set(true);
    this.error.set(null);
    try {
      await this.session.signIn(email, password);
      await this.go();
    } catch (thrown) {
      const error = ApiError.from(thrown);
      const wrong = error.code === 'UNAUTHENTICATED' || error.code === 'VALIDATION_FAILED';
      this.error.set(wrong ? this.words.t('signIn.wrong') : this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async go(): Promise<void> {
    await this.router.navigateByUrl(this.destination(), { replaceUrl: true });
  }

  private destination(): string {
    const back = this.back() ?? '/';
    return back.startsWith('/') && !back.startsWith('/sign-in') ? back : '/';
  }
}
