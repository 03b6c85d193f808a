import { inject, Injectable, untracked } from '@angular/core';
import { PreferencesService } from '../core/preferences.service';
import { SessionService } from '../core/session.service';
import { CommandLog } from './commands/command-log.service';
import { Preferences } from './commands/kinds/preferences';

/**
 * Keeps the theme and the language with the account, which wins at sign-in: except over what was chosen here and the
 * account hasn't confirmed.
 */
@Injectable({ providedIn: 'root' })
export class AccountPreferences {
  private readonly preferences = inject(PreferencesService);
  private readonly session = inject(SessionService);
  private readonly log = inject(CommandLog);
  private readonly kind = inject(Preferences);

  constructor() {
    this.preferences.chosen$.subscribe((choice) => {
      if (untracked(this.session.user)) this.log.add(this.kind, choice);
    });
  }

  /** This person signed in, and their log is loaded. */
  adopt(userId: string): void {
    const me = untracked(this.session.user);
    if (me?.id !== userId) return;
    this.preferences.apply({ theme: me.theme, locale: me.locale });
    for (const { data } of untracked(() => this.log.of(this.kind))) this.preferences.apply(data);
  }
}
