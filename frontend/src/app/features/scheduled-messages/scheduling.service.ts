import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import type { ScheduledMessage } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { namedMoment } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { CommandLog } from '../../sync/commands/command-log.service';
import { MessagingService } from '../../sync/messaging.service';
import type { ComposerTarget } from '../feature/composer-action';
import { SnackService } from '../messaging/snack.service';
import { ChooseTime } from '../messaging/time/choose-time.service';
import { ScheduleReasons } from './reasons.service';
import { type Scheduled, ScheduledMessages } from './sync/scheduled-messages.service';
import { ScheduledWrites } from './sync/scheduled-writes';

/** What people do with messages to come: each step says that it was done, and can be taken back. */
@Injectable({ providedIn: SessionScope })
export class Scheduling {
  private readonly messages = inject(ScheduledMessages);
  private readonly conversations = inject(ConversationsStore);
  private readonly messaging = inject(MessagingService);
  private readonly reasons = inject(ScheduleReasons);
  private readonly chooseTime = inject(ChooseTime);
  private readonly snack = inject(SnackService);
  private readonly words = inject(WordsService);
  private readonly clock = inject(Clock);
  private readonly router = inject(Router);

  constructor() {
    const refused$ = inject(CommandLog).refusedOf(inject(ScheduledWrites));
    refused$.subscribe(({ data: { id, value, base }, error }) => {
      const reason = this.reasons.ofWrite(error, value !== null && !base);
      if (!value) {
        if (base) this.messages.withdraw(base as unknown as ScheduledMessage);
        this.snack.show(`${this.words.t('scheduled.notCancelled')} ${reason}`);
        return;
      }
      // What stays is found on the page; the log says what stays right after this.
      queueMicrotask(() => {
        const see = { label: this.words.t('scheduled.see'), run: () => this.see() };
        const isKept = this.messages.unsaved(id) !== null;
        this.snack.show(`${this.words.t('scheduled.notSaved')} ${reason}`, isKept ? see : undefined);
      });
    });
  }

  /** Asks when what is in the composer is to be sent, and takes it out. */
  async ask({ conversation, origin, focus }: ComposerTarget): Promise<void> {
    const answer = await this.when('scheduled.ask', 'scheduled.confirm', null, origin);
    const id = answer && this.messages.schedule(conversation.id, answer);
    focus();
    if (!id) return;
    this.messaging.setTyping(conversation.id, false);
    this.snack.show(this.words.t('scheduled.done', { moment: this.moment(answer) }), {
      label: this.words.t('action.undo'),
      run: () => {
        this.messages.cancel(id);
        focus();
      },
    });
  }

  /** Asks for another time; false where the person leaves it as it is. */
  async changeTime({ id, sendAt }: Scheduled, origin: HTMLElement): Promise<boolean> {
    const answer = await this.when('scheduled.changeTime', 'scheduled.changeTime', new Date(sendAt), origin);
    if (answer) this.messages.setTime(id, answer);
    return answer !== null;
  }

  cancel({ id, conversationId }: Scheduled): void {
    const isVisible = this.conversations.peek(conversationId) !== undefined;
    const undo = this.messages.cancel(id);
    if (!undo) return;
    this.snack.show(this.words.t(isVisible ? 'scheduled.cancelled' : 'scheduled.discarded'), {
      label: this.words.t('action.undo'),
      run: undo,
    });
  }

  private async when(
    heading: 'scheduled.ask' | 'scheduled.changeTime',
    confirm: 'scheduled.confirm' | 'scheduled.changeTime',
    value: Date | null,
    origin: HTMLElement,
  ): Promise<Date | null> {
    const answer = await this.chooseTime.ask(
      {
        heading: this.words.t(heading),
        confirm: this.words.t(confirm),
        said: (moment) => this.words.t('scheduled.said', { moment }),
        value,
      },
      origin,
    );
    return answer instanceof Date ? answer : null;
  }

  private moment(at: Date): string {
    return namedMoment(at, this.clock.now(), this.words.locale());
  }

  private see(): void {
    void this.router.navigateByUrl('/scheduled');
  }
}
