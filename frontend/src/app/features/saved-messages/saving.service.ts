import { inject, Injectable } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { SnackService } from '../messaging/snack.service';
import { ChooseTime } from '../messaging/time/choose-time.service';
import { type Saved, SavedMessages } from './sync/saved-messages.service';

/** What people do with messages that they keep: each step says that it was done, and can be taken back. */
@Injectable({ providedIn: SessionScope })
export class Saving {
  private readonly saved = inject(SavedMessages);
  private readonly snack = inject(SnackService);
  private readonly words = inject(WordsService);
  private readonly chooseTime = inject(ChooseTime);

  /** Keeps a message, or keeps it no longer. */
  toggle(message: Message, origin: HTMLElement): void {
    if (this.saved.find(message.id)) {
      this.remove(message.id);
      return;
    }
    this.saved.save(message);
    this.snack.show(this.words.t('saved.saved'), {
      label: this.words.t('saved.remind'),
      run: () => {
        const saved = this.saved.find(message.id);
        if (saved) void this.remind(saved, origin);
      },
    });
  }

  remove(messageId: string): void {
    const putBack = this.saved.remove(messageId);
    if (putBack) this.say('saved.removed', putBack);
  }

  setDone(saved: Saved, done: boolean): void {
    this.saved.setDone(saved, done);
    this.say(done ? 'saved.marked' : 'saved.reopened', () => this.saved.setDone(saved, !done));
  }

  /** Asks when; false where the person leaves it as it is. */
  async remind(saved: Saved, origin: HTMLElement): Promise<boolean> {
    const { remindAt } = saved;
    const answer = await this.chooseTime.ask(
      {
        heading: this.words.t('saved.remind'),
        confirm: this.words.t('saved.remind'),
        said: (moment) => this.words.t('saved.saidReminder', { moment }),
        value: remindAt === null ? null : new Date(remindAt),
        ...(remindAt !== null && { without: this.words.t('saved.noReminder') }),
      },
      origin,
    );
    if (answer) this.saved.setReminder(saved, answer === 'without' ? null : answer);
    return answer !== null;
  }

  private say(what: 'saved.removed' | 'saved.marked' | 'saved.reopened', undo: () => void): void {
    this.snack.show(this.words.t(what), { label: this.words.t('action.undo'), run: undo });
  }
}
