import { Injectable, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { PendingStore } from '../../stores/pending.store';
import { ConfirmService } from '../messaging/confirm.service';

/** The way out: nothing stays in this browser, so it asks first where something would be lost. */
@Injectable({ providedIn: 'root' })
export class SignOut {
  private readonly session = inject(SessionService);
  private readonly pending = inject(PendingStore);
  private readonly confirm = inject(ConfirmService);
  private readonly words = inject(WordsService);

  async ask(): Promise<void> {
    const count = this.pending.all().length;
    const sure =
      count === 0 ||
      (await this.confirm.ask({
        heading: this.words.t('signOut.ask'),
        text: this.words.plural('signOut.unsent', count),
        confirm: this.words.t('settings.signOut'),
      }));
    if (sure) await this.session.signOut();
  }
}
