import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import { type ErrorCode, type Message, mentionedUserIds, type Participant } from '@litspark/shared-contracts';
import { Clock } from '../../../core/clock';
import { clockTime, exactTime, momentName } from '../../../core/i18n/dates';
import { ErrorWords } from '../../../core/i18n/error-words';
import type { WordKey } from '../../../core/i18n/word-keys';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionService } from '../../../core/session.service';
import { ChangesStore } from '../../../stores/changes.store';
import type { PendingMessage } from '../../../stores/timeline';
import { AvatarComponent } from '../../../ui/avatar.component';
import { IconComponent } from '../../../ui/icon.component';
import { MessageBodyComponent } from '../../../ui/markdown/message-body.component';
import { MessagePanels } from '../../message-panel/message-panels.service';
import { RenderedMarkdown } from '../../messaging/rendered-markdown.service';
import { NamesService } from '../../names/names.service';
import { ReactionsComponent } from '../../reactions/public';
import { Composing } from '../composer/composing.service';
import type { TimelineRow } from '../timeline/timeline-rows';
import { onLongPress } from '../../messaging/long-press';
import { ComposerPartsComponent } from '../composer/composer-parts.component';
import { AvailableActions } from './available-actions.service';
import { MessageActions } from './message-actions.service';
import { MessageMenu } from './message-menu.service';
import { MessagePartsComponent } from './message-parts.component';
import { MessageViews } from './message-views.service';
import { QuoteComponent } from './quote.component';
import { ReadersComponent } from './readers.component';
import { RefusedEditComponent } from './refused-edit.component';
import { RowActionsComponent } from './row-actions.component';
import { type SentState, SentStateComponent } from './sent-state.component';
import type { Tick } from './tick';

/** Codes that mean something plainer for a message than for anything else. */
const reasons: Partial<Record<ErrorCode, WordKey>> = {
  CONFLICT: 'message.failed.archived',
  NOT_FOUND: 'message.failed.gone',
};

/** One message, sent or waiting: face and name for the first of a group, the text, its state, who has read it, its actions. */
@Component({
  selector: 'ls-message-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AvatarComponent,
    ComposerPartsComponent,
    IconComponent,
    MessageBodyComponent,
    MessagePartsComponent,
    QuoteComponent,
    ReactionsComponent,
    ReadersComponent,
    RefusedEditComponent,
    RowActionsComponent,
    SentStateComponent,
  ],
  templateUrl: './message-row.component.html',
  styleUrl: './message-row.component.css',
  host: {
    '[class.lead]': 'row().lead',
    '[class.mentions-me]': 'mentionsMe()',
    '[class.has-readers]': 'readers().length > 0',
    '[class.panel-open]': 'panelOpen()',
    '[class.acted-on]': 'actedOn()',
    '[style.--bar-roomy]': 'available.barSizes().roomy',
    '[style.--bar-tight]': 'available.barSizes().tight',
  },
})
export class MessageRowComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly markdown = inject(RenderedMarkdown);
  protected readonly actions = inject(MessageActions);
  protected readonly available = inject(AvailableActions);
  protected readonly menu = inject(MessageMenu);
  private readonly views = inject(MessageViews);
  private readonly panels = inject(MessagePanels);
  protected readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly clock = inject(Clock);
  private readonly session = inject(SessionService);
  private readonly errors = inject(ErrorWords);
  private readonly changes = inject(ChangesStore);
  private readonly composing = inject(Composing);

  readonly row = input.required<Extract<TimelineRow, { kind: 'message' | 'pending' }>>();
  readonly readers = input<readonly Participant[]>([]);
  /** How far one's own message has come, and how many others have read it, of how many; only told for one's own. */
  readonly tick = input<Tick>('sent');
  readonly readCount = input(0);
  readonly others = input(0);
  /** A failed message is to be typed anew. */
  readonly edit = output<PendingMessage>();
  /** The message at this seq is to be shown. */
  readonly jump = output<number>();

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
  protected readonly hasSigns = computed(() => {
    const message = this.message();
    return message !== null && this.views.of(message, 'sign').length > 0;
  });
  protected readonly hasParts = computed(() => Object.keys(this.message()?.parts ?? {}).length > 0);
  protected readonly wasEdited = computed(() => this.message()?.editedAt != null && !this.deleted());
  /** The message it answers; a tombstone answers nothing. */
  protected readonly answered = computed(() => {
    const { conversationId, replyToId } = this.message() ?? this.pending() ?? {};
    return conversationId && replyToId && !this.deleted() ? { conversationId, id: replyToId } : null;
  });
  protected readonly refused = computed(() => this.changes.of(this.message()?.id ?? '')?.refused);
  protected readonly time = computed(() => clockTime(this.row().at, this.words.locale()));
  /** What waits stands at the end, on whichever day it was written. */
  protected readonly moment = computed(() =>
    this.pending() ? momentName(this.row().at, this.clock.now(), this.words.locale()) : this.time(),
  );
  protected readonly fullTime = computed(() => exactTime(this.row().at, this.words.locale()));
  protected readonly mentionsMe = computed(
    () => this.senderId() !== this.me() && mentionedUserIds(this.body()).includes(this.me()),
  );
  protected readonly panelOpen = computed(() => this.panels.isOpenFor(this.message()?.id ?? ''));
  /** A menu, picker or panel of it is open, or an answer to it or an edit of it is being written. */
  protected readonly actedOn = computed(() => {
    const message = this.message();
    return this.panelOpen() || (message !== null && this.composing.isAbout(message));
  });
  protected readonly state = computed<SentState | null>(() => {
    const pending = this.pending();
    if (pending) return pending.state;
    return this.senderId() !== this.me() || this.deleted() ? null : this.tick();
  });
  protected readonly failure = computed(() => {
    const pending = this.pending();
    if (pending?.state !== 'failed' || !pending.error) return '';
    const own = reasons[pending.error.code];
    return own ? this.words.t(own) : this.errors.sentence(pending.error);
  });

  constructor() {
    onLongPress(() => {
      const message = this.message();
      if (message && !this.deleted()) void this.menu.open(message, this.host);
    });
  }

  protected editAgain(pending: PendingMessage): void {
    this.actions.withdraw(pending.clientMessageId);
    this.edit.emit(pending);
  }
}
