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
import { limits } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { momentName, namedMoment } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { SingleMessages } from '../../sync/single-messages.service';
import { IconComponent } from '../../ui/icon.component';
import { plainText } from '../../ui/markdown/plain-text';
import { MessageComponent } from '../../ui/message.component';
import { InlineFieldComponent } from '../messaging/entries/inline-field.component';
import { MessageLinks } from '../messaging/message-links.service';
import { NamesService } from '../names/names.service';
import { icons } from './icons';
import { Saving } from './saving.service';
import { type Saved, SavedMessages } from './sync/saved-messages.service';

/** One message that somebody keeps: where it is, what it says, their note and reminder, and what can be done with it. */
@Component({
  selector: 'ls-saved-entry',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent, MessageComponent, InlineFieldComponent],
  templateUrl: './saved-entry.component.html',
  styleUrls: ['../messaging/entries/entry.css', './saved-entry.component.css'],
})
export class SavedEntryComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly icons = icons;
  protected readonly single = inject(SingleMessages);
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(SavedMessages);
  private readonly saving = inject(Saving);
  private readonly links = inject(MessageLinks);
  private readonly clock = inject(Clock);

  readonly saved = input.required<Saved>();
  /** Whether Tab comes to what is in it. */
  readonly reachable = input.required<boolean>();
  /** The focus goes back to the entry as a whole. */
  readonly refocus = output();
  private readonly reminderButton = viewChild.required<ElementRef<HTMLElement>>('reminderButton');

  protected readonly writing = signal(false);
  protected readonly noteLimit = limits.savedNoteCodePoints;
  protected readonly keepNote = (text: string): void => this.messages.setNote(this.saved(), text);
  protected readonly stop = computed(() => (this.reachable() ? null : -1));
  protected readonly isDone = computed(() => this.saved().doneAt !== null);
  protected readonly conversation = computed(() => this.conversations.byId(this.saved().conversationId)());
  private readonly message = computed(() => {
    const { conversationId, id, seq } = this.saved();
    return this.single.of(conversationId, id, seq)();
  });
  /** The message as it can be read. */
  protected readonly readable = computed(() => {
    const message = this.message();
    if (!message || message.deletedAt) return null;
    return {
      ...message,
      text: plainText(message.body, { maxLength: 400, nameOf: this.names.mentioned }),
      moment: momentName(new Date(message.createdAt), this.clock.now(), this.words.locale()),
    };
  });
  /** Why it can't be read; null while it is on its way. */
  protected readonly absence = computed(() => {
    const message = this.message();
    if (message === null) return this.words.t('saved.missing');
    if (message?.deletedAt) return this.words.t('message.deleted');
    const failure = this.single.failure(this.saved().id);
    if (!failure) return null;
    return this.words.t(failure.offline ? 'saved.offline' : 'saved.failed');
  });
  protected readonly mayRetry = computed(() => {
    const failure = this.message() === undefined ? this.single.failure(this.saved().id) : null;
    return failure !== null && !failure.offline;
  });
  protected readonly reminder = computed(() => {
    const { remindAt, doneAt } = this.saved();
    if (remindAt === null) return null;
    const [at, now] = [new Date(remindAt), this.clock.now()];
    const isDue = doneAt === null && at <= now;
    const moment = namedMoment(at, now, this.words.locale());
    return { isDue, text: this.words.t(isDue ? 'saved.reminderPast' : 'saved.reminder', { moment }) };
  });

  toggleDone(): void {
    this.saving.setDone(this.saved(), !this.isDone());
  }

  remove(): void {
    this.saving.remove(this.saved().id);
  }

  open(): void {
    const { conversationId, seq } = this.saved();
    this.links.open(conversationId, seq);
  }

  write(): void {
    this.writing.set(true);
  }

  async remind(): Promise<void> {
    // The button may be another one afterwards.
    if (await this.saving.remind(this.saved(), this.reminderButton().nativeElement)) this.refocus.emit();
  }

  protected written({ byKey }: { byKey: boolean }): void {
    this.writing.set(false);
    if (byKey) this.refocus.emit();
  }
}
