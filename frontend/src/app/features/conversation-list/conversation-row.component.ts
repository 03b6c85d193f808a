import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { exactTime, shortTime } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { ChangesStore } from '../../stores/changes.store';
import { DraftsStore } from '../../stores/drafts.store';
import { PendingStore } from '../../stores/pending.store';
import { TypingStore } from '../../stores/typing.store';
import { deepEqual } from '../../sync/deep-equal';
import { IconComponent } from '../../ui/icon.component';
import { ConversationMenu } from '../conversation-menu/public';
import { UnreadStates } from '../messaging/unread-states.service';
import { ConversationFaceComponent } from '../names/conversation-face.component';
import { NamesService } from '../names/names.service';
import { previewOf } from './row-preview';

/** One conversation in the list: face, title, time, preview, badge; and its menu, for a pointer or the focus. */
@Component({
  selector: 'ls-conversation-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, RouterLinkActive, IconComponent, ConversationFaceComponent],
  templateUrl: './conversation-row.component.html',
  styleUrl: './conversation-row.component.css',
  host: { '(pointerenter)': 'near.set(true)', '(focusin)': 'near.set(true)' },
})
export class ConversationRowComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly clock = inject(Clock);
  private readonly drafts = inject(DraftsStore);
  private readonly pending = inject(PendingStore);
  private readonly changes = inject(ChangesStore);
  private readonly typing = inject(TypingStore);
  private readonly unreadStates = inject(UnreadStates);
  private readonly menu = inject(ConversationMenu);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly conversation = input.required<ConversationSummary>();
  /** Whether this row is the list's tab stop. */
  readonly tabStop = input(false);

  /** The pointer or the focus came to it once: the list spares the other rows a button. */
  protected readonly near = signal(false);
  protected readonly unread = computed(() => this.unreadStates.of(this.conversation()), { equal: deepEqual });
  protected readonly quiet = computed(() => this.unread().tells === 'nothing');
  private readonly at = computed(
    () => new Date(this.conversation().lastMessage?.createdAt ?? this.conversation().createdAt),
  );
  protected readonly time = computed(() => shortTime(this.at(), this.clock.now(), this.words.locale()));
  protected readonly fullTime = computed(() => exactTime(this.at(), this.words.locale()));
  protected readonly isoTime = computed(() => this.at().toISOString());
  protected readonly preview = computed(() => {
    const conversation = this.conversation();
    return previewOf({
      lastMessage: conversation.lastMessage && this.changes.shown(conversation.lastMessage),
      typing: this.typing.typingIn(conversation.id)(),
      draft: this.drafts.get(conversation.id)(),
      pending: this.pending.of(conversation.id)(),
      nameOf: this.names.mentioned,
    });
  });
  protected readonly presence = computed(() => {
    const other = this.names.counterpart(this.conversation());
    const presence = other ? this.names.user(other)?.presence : undefined;
    return presence ? this.words.t(`presence.${presence}`) : '';
  });

  protected number(count: number): string {
    return count > 99 ? '99+' : String(count);
  }

  protected openMenu(button: HTMLElement): void {
    const row = this.host.querySelector<HTMLElement>('[data-conversation]') ?? button;
    const { left, bottom } = button.getBoundingClientRect();
    void this.menu.open(this.conversation(), row, { x: left, y: bottom });
  }

  /** Whose words the preview shows: nobody where there are two people only, « Vous » for one's own. */
  protected speaker(senderId: string): string {
    if (this.names.isMe(senderId)) return this.words.t('row.you');
    return this.conversation().kind === 'direct' ? '' : this.names.shortPerson(senderId);
  }

  protected typists(userIds: readonly string[]): string {
    if (this.conversation().kind === 'direct') return this.words.t('typing.somebody');
    const names = userIds.slice(0, 2).map((userId) => this.names.shortPerson(userId));
    return this.words.plural('typing.names', userIds.length, { names: this.words.list(names) });
  }
}
