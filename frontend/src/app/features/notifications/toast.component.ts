import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, type Signal } from '@angular/core';
import { ToastNoAnimation } from 'ngx-toastr';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { plainText } from '../../ui/markdown/plain-text';
import { NamesService } from '../names/names.service';
import type { MissedNotification } from '../feature/notification-sink';

/** A message that came for another conversation. A click or Enter opens it; pointer or focus hold it. */
@Component({
  selector: 'ls-toast',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent, IconComponent],
  templateUrl: './toast.component.html',
  styleUrl: './toast.component.css',
  // The base class holds, lets go and opens on the pointer's events; the keyboard's are ours.
  host: {
    '(focusin)': 'stickAround()',
    '(focusout)': 'delayedHideToast()',
    '[class.held]': 'options().timeOut === 0',
  },
})
export class ToastComponent extends ToastNoAnimation<Signal<MissedNotification>> {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly session = inject(SessionService);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly notification = this.toastPackage.config.payload as Signal<MissedNotification>;
  private readonly conversation = inject(ConversationsStore).byId(this.notification().conversationId);

  protected readonly sender = computed(() => this.names.person(this.notification().senderId));
  protected readonly inConversation = computed(() => {
    const conversation = this.conversation();
    if (!conversation || conversation.kind === 'direct') return '';
    return this.words.t('toast.in', { name: this.names.conversation(conversation) });
  });
  /** The preview, cut where it names the reader. */
  protected readonly preview = computed(() => {
    const text = plainText(this.notification().body, { maxLength: 160, nameOf: this.names.mentioned });
    const own = `@${this.session.user()?.displayName ?? ''}`;
    const at = this.notification().mention ? text.indexOf(own) : -1;
    if (at < 0) return { before: text, own: '', after: '' };
    return { before: text.slice(0, at), own, after: text.slice(at + own.length) };
  });

  /** Lets go only once neither the pointer nor the focus is on it. */
  override delayedHideToast(): void {
    if (this.host.matches(':hover') || this.host.contains(document.activeElement)) return;
    super.delayedHideToast();
  }

  protected close(event: Event): void {
    event.stopPropagation();
    this.remove();
  }
}
