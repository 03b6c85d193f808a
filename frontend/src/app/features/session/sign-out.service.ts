import { computed, inject, Injectable } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, firstValueFrom, race, timer } from 'rxjs';
import { ConnectionService } from '../../core/connection.service';
import type { PluralKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { SessionService } from '../../core/session.service';
import { type Draft, DraftsStore } from '../../stores/drafts.store';
import { PendingStore } from '../../stores/pending.store';
import { CommandLog } from '../../sync/commands/command-log.service';
import { EditDrafts } from '../../sync/edit-drafts';
import { ConfirmService } from '../messaging/confirm.service';
import { DraftCopies } from '../messaging/draft-copies.service';

/** What is on its way is waited for so long before anybody is asked, in milliseconds. */
const underwayMs = 2_000;

/** The way out: nothing stays in this browser, so it asks first where something would be lost. */
@Injectable({ providedIn: SessionScope })
export class SignOut {
  private readonly session = inject(SessionService);
  private readonly connection = inject(ConnectionService);
  private readonly pending = inject(PendingStore);
  private readonly drafts = inject(DraftsStore);
  private readonly copies = inject(DraftCopies);
  private readonly commands = inject(CommandLog);
  private readonly editDrafts = inject(EditDrafts);
  private readonly confirm = inject(ConfirmService);
  private readonly words = inject(WordsService);

  /** Something was done a moment ago, and there is a connection that takes it. */
  private readonly underway = computed(() => {
    const messages = this.pending.all().filter(({ state }) => state !== 'failed').length;
    return this.connection.connected() && messages + this.commands.waitingCount() > 0;
  });
  private readonly arrived$ = toObservable(this.underway).pipe(filter(() => !this.underway()));

  async ask(): Promise<void> {
    if (this.underway()) await firstValueFrom(race(this.arrived$, timer(underwayMs)));
    const lost = this.lost();
    const sure =
      lost.length === 0 ||
      (await this.confirm.ask({
        heading: this.words.t('signOut.ask'),
        text: this.words.t('signOut.lost', { what: this.words.list(lost) }),
        confirm: this.words.t('settings.signOut'),
      }));
    if (sure) await this.session.signOut();
  }

  /** What would be lost, in words: « 1 message non envoyé », « 2 brouillons ». */
  private lost(): string[] {
    const drafts = [...this.drafts.all()].filter(
      ([id, draft]) => draft.text && !this.isElsewhere(id, draft),
    ).length;
    const counts: [PluralKey, number][] = [
      ['signOut.messages', this.pending.all().length],
      ['signOut.changes', this.commands.unsavedCount()],
      ['signOut.drafts', drafts + this.editDrafts.count()],
    ];
    return counts.filter(([, count]) => count > 0).map(([key, count]) => this.words.plural(key, count));
  }

  /** Whether all of a draft is kept elsewhere: this person finds it again wherever they sign in. */
  private isElsewhere(conversationId: string, { id, parts, other }: Draft): boolean {
    return id !== undefined && this.copies.idsOf(conversationId).includes(id) && !parts && !other;
  }
}
