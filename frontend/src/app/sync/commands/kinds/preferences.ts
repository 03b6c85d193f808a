import { inject, Injectable } from '@angular/core';
import { locale, theme } from '@litspark/shared-contracts';
import * as z from 'zod';
import { AccountService } from '../../../core/account.service';
import { PreferencesService } from '../../../core/preferences.service';
import { SessionScope } from '../../../core/session-scope';
import type { Command } from '../command';
import type { CommandKind } from '../command-kind';

const preferences = z.object({ theme: theme.optional(), locale: locale.optional() });
type Chosen = z.infer<typeof preferences>;

/** What this person chose for their account: of each choice the last one counts. */
@Injectable({ providedIn: SessionScope })
export class Preferences implements CommandKind<Chosen, void> {
  private readonly service = inject(PreferencesService);
  private readonly account = inject(AccountService);

  readonly name = 'preferences';
  readonly data = preferences;
  readonly counted = true;
  readonly refusal = 'settings.notSaved';

  lane(): string {
    return 'person';
  }

  target(): string {
    return 'preferences';
  }

  merge(earlier: Chosen, later: Chosen): Chosen {
    return { ...earlier, ...later };
  }

  show(commands: readonly Command<Chosen>[]): void {
    for (const { data } of commands) this.service.apply(data);
  }

  send(data: Chosen): Promise<void> {
    return this.account.updateMe(data);
  }
}
