import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { type Message, mentionedUserIds, type Participant } from '@litspark/shared-contracts';
import { clockTime, exactTime } from '../../../core/i18n/dates';
import { ErrorWords } from '../../../core/i18n/error-words';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionService } from '../../../core/session.service';
import type { PendingMessage } from '../../../stores/timeline';
import { AvatarComponent } from '../../../ui/avatar.component';
import { IconComponent } from '../../../ui/icon.component';
import { MessageBodyComponent } from '../../../ui/markdown/message-body.component';
import { NamesService } from '../../names/names.service';
import { MessageActions } from './message-actions.service';
import { ReadersComponent } from './readers.component';
import { type SentState, SentStateComponent } from './sent-state.component';
import type { TimelineRow } from './timeline-rows';

/** How long a finger rests on a message before its actions show, in milliseconds. */
const longPressMs = 450;

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
    '(pointerdown)': 'press($event)',
    '(pointerup)': 'release()',
    '(pointercancel)': 'release()',
    '(pointermove)': 'release()',
    '(focusout)': 'leave($event)',
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
  /** A failed message is to be typed anew, or was given up: its text. */
  readonly edit = output<string>();
  readonly discarded = output<string>();

  protected readonly pressed = signal(false);
  private pressTimer: ReturnType<typeof setTimeout> | undefined;

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
    return pending?.state === 'failed' && pending.error ? this.errors.sentence(pending.error) : '';
  });

  protected discard(pending: PendingMessage): void {
    this.discarded.emit(this.actions.discard(pending.clientMessageId));
  }

  protected editAgain(pending: PendingMessage): void {
    this.edit.emit(this.actions.discard(pending.clientMessageId));
  }

  protected press(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return;
    this.pressTimer = setTimeout(() => this.pressed.set(true), longPressMs);
  }

  protected release(): void {
    clearTimeout(this.pressTimer);
  }

  protected leave(event: FocusEvent): void {
    if (!(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null))
      this.pressed.set(false);
  }
}
