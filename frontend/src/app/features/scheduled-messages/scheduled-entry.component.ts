import { Clipboard } from '@angular/cdk/clipboard';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { limits } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { namedMoment } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { SingleMessages } from '../../sync/single-messages.service';
import { IconComponent } from '../../ui/icon.component';
import { MessageBodyComponent } from '../../ui/markdown/message-body.component';
import { ComposerPartsComponent, shownText, sourceText } from '../conversation/public';
import { quotedLine } from '../message-panel/quoted-line';
import { InlineFieldComponent } from '../messaging/entries/inline-field.component';
import { SnackService } from '../messaging/snack.service';
import { NamesService } from '../names/names.service';
import { icons } from './icons';
import { ScheduleReasons } from './reasons.service';
import { Scheduling } from './scheduling.service';
import { type Scheduled, ScheduledMessages } from './sync/scheduled-messages.service';

/** One message to come: where it goes, what it says, when, or why it didn't go, and what can be done with it. */
@Component({
  selector: 'ls-scheduled-entry',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.failing]': 'failure() !== null' },
  imports: [RouterLink, ComposerPartsComponent, IconComponent, InlineFieldComponent, MessageBodyComponent],
  templateUrl: './scheduled-entry.component.html',
  styleUrls: ['../messaging/entries/entry.css', './scheduled-entry.component.css'],
})
export class ScheduledEntryComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly icons = icons;
  private readonly session = inject(SessionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly single = inject(SingleMessages);
  private readonly messages = inject(ScheduledMessages);
  private readonly scheduling = inject(Scheduling);
  private readonly reasons = inject(ScheduleReasons);
  private readonly clipboard = inject(Clipboard);
  private readonly snack = inject(SnackService);
  private readonly clock = inject(Clock);

  readonly scheduled = input.required<Scheduled>();
  /** Whether Tab comes to what is in it. */
  readonly reachable = input.required<boolean>();
  /** The focus goes back to the entry as a whole. */
  readonly refocus = output();
  private readonly timeButton = viewChild.required<ElementRef<HTMLElement>>('timeButton');

  protected readonly writing = signal(false);
  protected readonly bodyLimit = limits.bodyCodePoints;
  protected readonly stop = computed(() => (this.reachable() ? null : -1));
  protected readonly conversation = computed(() =>
    this.conversations.byId(this.scheduled().conversationId)(),
  );
  protected readonly me = computed(() => this.session.user()?.id ?? '');
  /** With names for mentions, as in the composer. */
  protected readonly editable = computed(() => shownText(this.scheduled().body));
  protected readonly keepText = (text: string): void => {
    const body = sourceText({ text, people: this.editable().people });
    this.messages.setText(this.scheduled().id, body);
  };
  protected readonly answered = computed(() => {
    const { conversationId, replyToId } = this.scheduled();
    if (replyToId === null || !this.conversation()) return null;
    return quotedLine(this.single.of(conversationId, replyToId)(), this.words, this.names);
  });
  protected readonly failure = computed(() =>
    this.scheduled().state === 'failed' ? this.reasons.of(this.scheduled()) : null,
  );
  protected readonly isComing = computed(() => new Date(this.scheduled().sendAt) > this.clock.now());
  protected readonly when = computed(() => {
    const [at, now] = [new Date(this.scheduled().sendAt), this.clock.now()];
    if (!this.isComing()) return this.words.t('scheduled.sending');
    return this.words.t('scheduled.at', { moment: namedMoment(at, now, this.words.locale()) });
  });

  write(): void {
    this.writing.set(true);
  }

  async changeTime(): Promise<void> {
    if (await this.scheduling.changeTime(this.scheduled(), this.timeButton().nativeElement))
      this.refocus.emit();
  }

  cancel(): void {
    this.scheduling.cancel(this.scheduled());
  }

  protected sendNow(): void {
    this.messages.sendNow(this.scheduled().id);
    this.refocus.emit();
  }

  protected retry(): void {
    this.messages.retry(this.scheduled().id);
    this.refocus.emit();
  }

  protected copy(): void {
    const done = this.clipboard.copy(this.editable().text);
    this.snack.show(this.words.t(done ? 'message.copied' : 'message.notCopied'));
  }

  protected written({ byKey }: { byKey: boolean }): void {
    this.writing.set(false);
    if (byKey) this.refocus.emit();
  }
}
