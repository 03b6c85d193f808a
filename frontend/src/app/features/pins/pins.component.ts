import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { momentName } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { IconComponent } from '../../ui/icon.component';
import { plainText } from '../../ui/markdown/plain-text';
import { MessageComponent } from '../../ui/message.component';
import { StateComponent } from '../../ui/state.component';
import { PageStateComponent } from '../message-panel/page-state.component';
import { isManager } from '../messaging/is-manager';
import { MessageLinks } from '../messaging/message-links.service';
import { OwnParticipation } from '../messaging/own-participation.service';
import { SidePanelComponent } from '../messaging/side-panel.component';
import { NamesService } from '../names/names.service';
import { icons } from './icons';
import { PinnedMessages } from './sync/pinned-messages.service';
import { Pinning } from './sync/pinning.service';

/** What a conversation keeps at hand, newest pin first: a panel on the right, a page of its own when narrow. */
@Component({
  selector: 'ls-pins',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent, MessageComponent, PageStateComponent, SidePanelComponent, StateComponent],
  templateUrl: './pins.component.html',
  styleUrl: './pins.component.css',
})
export class PinsComponent {
  protected readonly words = inject(WordsService);
  protected readonly icons = icons;
  protected readonly names = inject(NamesService);
  protected readonly pinned = inject(PinnedMessages);
  private readonly pinning = inject(Pinning);
  private readonly links = inject(MessageLinks);
  private readonly clock = inject(Clock);
  private readonly conversations = inject(ConversationsStore);
  private readonly participation = inject(OwnParticipation);

  readonly conversationId = input.required<string>();
  protected readonly mayUnpin = computed(() => {
    const conversation = this.conversations.byId(this.conversationId())();
    return (
      conversation !== undefined && isManager(conversation.kind, this.participation.isOwner(conversation.id))
    );
  });

  constructor() {
    effect(() => {
      const id = this.conversationId();
      untracked(() => this.pinned.open(id));
    });
  }

  protected text({ body }: Message): string {
    return plainText(body, { maxLength: 280, nameOf: this.names.mentioned });
  }

  protected moment(at: string): string {
    return momentName(new Date(at), this.clock.now(), this.words.locale());
  }

  protected open({ conversationId, seq }: Message): void {
    this.links.open(conversationId, seq);
  }

  protected unpin(message: Message): void {
    this.pinning.set(message, false);
  }
}
