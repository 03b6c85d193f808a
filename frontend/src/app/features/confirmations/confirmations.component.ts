import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  type OnDestroy,
  untracked,
  viewChild,
} from '@angular/core';
import type { ConfirmationPage } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { momentName } from '../../core/i18n/dates';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { StateComponent } from '../../ui/state.component';
import { PageStateComponent } from '../message-panel/page-state.component';
import { PersonRowComponent } from '../message-panel/person-row.component';
import { quotedLine } from '../message-panel/quoted-line';
import { MessageLinks } from '../messaging/message-links.service';
import { SidePanelComponent } from '../messaging/side-panel.component';
import { NamesService } from '../names/names.service';
import { ConfirmationActionsComponent } from './confirmation-actions.component';
import { ConfirmationProgressComponent } from './confirmation-progress.component';
import { ConfirmationWords } from './confirmation-words.service';
import { icons } from './icons';
import { ConfirmationList } from './sync/confirmation-list.service';

/** Who has confirmed that they read one message, and who has not; for its sender and the conversation's owners. */
@Component({
  selector: 'ls-confirmations',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    ConfirmationActionsComponent,
    ConfirmationProgressComponent,
    PageStateComponent,
    PersonRowComponent,
    SidePanelComponent,
    StateComponent,
  ],
  templateUrl: './confirmations.component.html',
  styleUrl: './confirmations.component.css',
})
export class ConfirmationsComponent implements OnDestroy {
  protected readonly words = inject(WordsService);
  protected readonly sentences = inject(ConfirmationWords);
  protected readonly icons = icons;
  protected readonly list = inject(ConfirmationList);
  private readonly names = inject(NamesService);
  private readonly links = inject(MessageLinks);
  private readonly clock = inject(Clock);
  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');

  readonly conversationId = input.required<string>();
  readonly messageId = input.required<string>();
  protected readonly ref = computed(() => ({
    conversationId: this.conversationId(),
    messageId: this.messageId(),
  }));
  protected readonly deleted = computed(() => this.list.message()?.deletedAt != null);
  protected readonly asked = computed(() => this.list.message()?.parts.confirmation);
  protected readonly line = computed(() =>
    quotedLine(this.list.message() ?? undefined, this.words, this.names),
  );
  protected readonly groups = computed<readonly Group[]>(() => {
    const items = this.list.items() ?? [];
    const confirmed = items.filter(({ at }) => at !== null);
    const awaited = items.filter(({ at }) => at === null);
    // Those who have not come last: how many they are is known once all are there.
    const count = this.list.hasMore() ? null : awaited.length;
    const groups: Group[] = [
      { heading: 'confirmations.confirmed', count: this.asked()?.count ?? null, items: confirmed },
      { heading: 'confirmations.awaited', count, items: awaited },
    ];
    return groups.filter((group) => group.items.length > 0);
  });
  /** Whether somebody is left to be reminded, as far as is known. */
  protected readonly someAwaited = computed(
    () => this.list.hasMore() || this.list.items()?.some(({ at }) => at === null) === true,
  );

  constructor() {
    effect(() => {
      const ref = this.ref();
      untracked(() => this.list.open(ref));
    });
    afterNextRender(() => this.content().nativeElement.focus({ preventScroll: true }));
  }

  ngOnDestroy(): void {
    const seq = this.list.message()?.seq;
    setTimeout(() => {
      // It went with the focus in it, which the message gets back.
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`ls-timeline [data-seq="${seq}"]`)?.focus();
    });
  }

  protected moment(at: string): string {
    return momentName(new Date(at), this.clock.now(), this.words.locale());
  }

  protected show(): void {
    this.links.open(this.conversationId(), this.list.message()?.seq ?? null);
  }
}

interface Group {
  readonly heading: WordKey;
  /** Null as long as it isn't known. */
  readonly count: number | null;
  readonly items: ConfirmationPage['items'];
}
