import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { type ErrorCode, type Message, mentionedUserIds, type Participant } from '@litspark/shared-contracts';
import { clockTime, exactTime } from '../../../core/i18n/dates';
import { ErrorWords } from '../../../core/i18n/error-words';
import type { WordKey } from '../../../core/i18n/word-keys';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionService } from '../../../core/session.service';
import type { PendingMessage } from '../../../stores/timeline';
import { AvatarComponent } from '../../../ui/avatar.component';
import { IconComponent } from '../../../ui/icon.component';
import { MessageBodyComponent } from '../../../ui/markdown/message-body.component';
import { NamesService } from '../../names/names.service';
import { longPress } from './long-press';
import { MessageActions } from './message-actions.service';
import { ReadersComponent } from './readers.component';
import { type SentState, SentStateComponent } from './sent-state.component';
import type { TimelineRow } from './timeline-rows';

/** Codes that mean something plainer for a message than for anything else. */
const reasons: Partial<Record<ErrorCode, WordKey>> = {
  CONFLICT: 'message.failed.archived',
  NOT_FOUND: 'message.failed.gone',
};

/** One message, sent or waiting: face and name for the first of a group, the text, its state, who has read it, its actions. */
@Component({
  selector: 'ls-message-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent, MessageBodyComponent, ReadersComponent, SentStateComponent],
  templateUrl: './message-row.component.html',
  styleUrl: './message-row.component.css',
  host: {
    '[class.lead]': 'row().lead',
    '[class.mentions-me]': 'mentionsMe()',
    '[class.pressed]': 'pressed()',
  },
})
export class MessageRowComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly actions = inject(MessageActions);
  private readonly session = inject(SessionService);
  private readonly errors = inject(ErrorWords);

  readonly row = input.required<Extract<TimelineRow, { kind: 'message' | 'pending' }>>();
  readonly readers = input<readonly Participant[]>([]);
  /** How many others have read it; only told for one's own. */
  readonly readCount = input(0);
  /** A failed message is to be typed anew: its text. */
  readonly edit = output<string>();

  protected readonly pressed = longPress();

  protected readonly message = computed<Message | null>(() => {
    const row = this.row();
    return row.kind === 'message' ? row.message : null;
  });
  protected readonly pending = computed<PendingMessage | null>(() => {
    const row = this.row();
    return row.kind === 'pending' ? row.pending : null;
  });
  protected readonly me = computed(() => this.session.user()?.id ?? '');
  protected readonly senderId = computed(() => this.message()?.senderId ?? this.me());
  protected readonly body = computed(() => this.message()?.body ?? this.pending()?.body ?? '');
  protected readonly deleted = computed(() => this.message()?.deletedAt != null);
  protected readonly time = computed(() => clockTime(this.row().at, this.words.locale()));
  protected readonly fullTime = computed(() => exactTime(this.row().at, this.words.locale()));
  protected readonly mentionsMe = computed(
    () => this.senderId() !== this.me() && mentionedUserIds(this.body()).includes(this.me()),
  );
  protected readonly state = computed<SentState | null>(() => {
    const pending = this.pending();
    if (pending) return pending.state;
    if (this.senderId() !== this.me() || this.deleted()) return null;
    return this.readCount() > 0 ? 'read' : 'sent';
  });
  protected readonly failure = computed(() => {
    const pending = this.pending();
    if (pending?.state !== 'failed' || !pending.error) return '';
    const own = reasons[pending.error.code];
    return own ? this.words.t(own) : this.errors.sentence(pending.error);
  });

  protected editAgain(pending: PendingMessage): void {
    this.actions.withdraw(pending.clientMessageId);
    this.edit.emit(pending.body);
  }
}
