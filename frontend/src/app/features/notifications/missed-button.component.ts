import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Clock } from '../../core/clock';
import { shortTime } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { plainText } from '../../ui/markdown/plain-text';
import { StateComponent } from '../../ui/state.component';
import type { MissedNotification } from '../feature/notification-sink';
import { NamesService } from '../names/names.service';
import { NotificationsService } from './notifications.service';

/** The bell: a dot when something came that wasn't looked at, and the list of what was missed. */
@Component({
  selector: 'ls-missed-button',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CdkConnectedOverlay,
    CdkOverlayOrigin,
    CdkTrapFocus,
    AvatarComponent,
    IconComponent,
    StateComponent,
  ],
  templateUrl: './missed-button.component.html',
  styleUrl: './missed-button.component.css',
})
export class MissedButtonComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly notifications = inject(NotificationsService);
  private readonly conversations = inject(ConversationsStore);
  private readonly clock = inject(Clock);
  protected readonly open = signal(false);
  protected readonly positions: ConnectedPosition[] = [
    { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 6 },
    { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 6 },
  ];
  protected readonly label = computed(() => {
    const count = this.notifications.unseenCount();
    return count > 0 ? this.words.plural('missed.label', count) : this.words.t('missed.heading');
  });

  protected toggle(): void {
    this.open.update((open) => !open);
    if (this.open()) void this.notifications.look();
  }

  protected go(notification: MissedNotification): void {
    this.open.set(false);
    this.notifications.open(notification);
  }

  protected inConversation(notification: MissedNotification): string {
    const conversation = this.conversations.byId(notification.conversationId)();
    if (!conversation || conversation.kind === 'direct') return '';
    return this.words.t('toast.in', { name: this.names.conversation(conversation) });
  }

  protected time(notification: MissedNotification): string {
    return shortTime(new Date(notification.at), this.clock.now(), this.words.locale());
  }

  protected preview(notification: MissedNotification): string {
    return plainText(notification.body, { maxLength: 160, nameOf: this.names.mentioned });
  }
}
