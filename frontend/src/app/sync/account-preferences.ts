import { DestroyRef, inject, Injectable, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { PreferencesService } from '../core/preferences.service';
import { SessionScope } from '../core/session-scope';
import { SessionService } from '../core/session.service';
import { CommandLog } from './commands/command-log.service';
import { Preferences } from './commands/kinds/preferences';

/**
 * Keeps the theme and the language with the account, which wins at sign-in: except over what was chosen here and the
 * account hasn't confirmed.
 */
@Injectable({ providedIn: SessionScope })
export class AccountPreferences {
  private readonly preferences = inject(PreferencesService);
  private readonly session = inject(SessionService);
  private readonly destroyRef = inject(DestroyRef);
  private readonly log = inject(CommandLog);
  private readonly kind = inject(Preferences);

  constructor() {
    this.preferences.chosen$
      .pipe(takeUntilDestroyed())
      .subscribe((choice) => this.log.add(this.kind, choice));
  }

  /** What the account has, and what the log, which is loaded, has of later choices. */
  adopt(): void {
    const me = untracked(this.session.user);
    if (this.destroyRef.destroyed || !me) return;
    this.preferences.apply({ theme: me.theme, locale: me.locale });
    for (const { data } of untracked(() => this.log.of(this.kind))) this.preferences.apply(data);
  }
}
