import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { IconComponent } from '../../ui/icon.component';
import { OwnParticipation } from '../messaging/own-participation.service';
import { ConfirmationProgressComponent } from './confirmation-progress.component';
import { ConfirmationWords } from './confirmation-words.service';
import { icons } from './icons';
import { confirmationsUrl, mayFollow } from './may-follow';
import { Confirming } from './sync/confirming.service';
import { OwnConfirmations } from './sync/own-confirmations.service';

/** Below a message that asks its readers to confirm: how many have, whether the reader has, and the button for it. */
@Component({
  selector: 'ls-confirmation-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConfirmationProgressComponent, IconComponent, RouterLink],
  templateUrl: './confirmation-card.component.html',
  styleUrl: './confirmation-card.component.css',
})
export class ConfirmationCardComponent {
  protected readonly words = inject(WordsService);
  protected readonly sentences = inject(ConfirmationWords);
  protected readonly icons = icons;
  private readonly confirming = inject(Confirming);
  private readonly ownConfirmations = inject(OwnConfirmations);
  private readonly session = inject(SessionService);
  private readonly participation = inject(OwnParticipation);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly message = input.required<Message>();
  protected readonly asked = computed(() => this.message().parts.confirmation);
  protected readonly own = computed(() => this.ownConfirmations.of(this.message()));
  private readonly me = computed(() => this.session.user()?.id ?? '');
  protected readonly isSender = computed(() => this.message().senderId === this.me());
  /** Where the panel is that says who has confirmed; null for those who may not see it. */
  protected readonly panel = computed(() => {
    const message = this.message();
    const isOwner = this.participation.isOwner(message.conversationId);
    return mayFollow(message, this.me(), isOwner) ? confirmationsUrl(message) : null;
  });

  constructor() {
    const lacks = computed(() => this.ownConfirmations.lacks(this.message()));
    effect(() => {
      if (lacks()) untracked(() => void this.ownConfirmations.load(this.message()));
    });
  }

  protected confirm(): void {
    // The button goes; the message keeps the focus.
    if (this.host.contains(document.activeElement))
      this.host.closest<HTMLElement>('[data-message]')?.focus({ preventScroll: true });
    this.confirming.confirm(this.message());
  }
}
