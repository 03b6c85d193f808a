import { Dialog, type DialogConfig, type DialogRef } from '@angular/cdk/dialog';
import {
  createFlexibleConnectedPositionStrategy,
  createGlobalPositionStrategy,
  type ConnectedPosition,
} from '@angular/cdk/overlay';
import type { ComponentType } from '@angular/cdk/portal';
import { Injectable, Injector, inject, signal } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { Viewport } from '../../messaging/viewport.service';
import type { MessageMenuPanel, MessagePanel } from './message-panel';

const beside: ConnectedPosition[] = [
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
  { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -4 },
];

/** Opens what there is to see and do about one message: beside it, or from the bottom where the screen is narrow. */
@Injectable({ providedIn: 'root' })
export class MessagePanels {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);
  private readonly viewport = inject(Viewport);
  private readonly words = inject(WordsService);
  /** The message of each open panel, the last opened last. */
  private readonly opened = signal<readonly string[]>([]);

  /** Whether a panel about this message is open. Reads a signal. */
  isOpenFor(messageId: string): boolean {
    return this.opened().includes(messageId);
  }

  async menu(message: Message, origin: HTMLElement): Promise<void> {
    const { MessageMenuComponent } = await import('./message-menu.component');
    const panel: MessageMenuPanel = { message, origin, panels: this };
    this.float(MessageMenuComponent, panel, this.words.t('message.actions'));
  }

  async reactionPicker(message: Message, origin: HTMLElement): Promise<void> {
    const { ReactionPickerComponent } = await import('./reaction-picker.component');
    this.float(ReactionPickerComponent, { message, origin }, this.words.t('reactions.add'));
  }

  async reactions(message: Message, origin: HTMLElement): Promise<void> {
    const { MessageReactionsDialog } = await import('./message-reactions.dialog');
    this.open(MessageReactionsDialog, { message, origin }, this.words.t('reactions.who'));
  }

  async details(message: Message, origin: HTMLElement): Promise<void> {
    const { MessageDetailsDialog } = await import('./message-details.dialog');
    this.open(MessageDetailsDialog, { message, origin }, this.words.t('receipts.heading'));
  }

  async versions(message: Message, origin: HTMLElement): Promise<void> {
    const { MessageVersionsDialog } = await import('./message-versions.dialog');
    this.open(MessageVersionsDialog, { message, origin }, this.words.t('versions.heading'));
  }

  private open<T>(
    component: ComponentType<T>,
    data: MessagePanel,
    ariaLabel: string,
    config: DialogConfig<MessagePanel, DialogRef<unknown, T>> = { backdropClass: 'dialog-scrim' },
  ): void {
    // Its row, which the reader came from, unless that was scrolled away meanwhile.
    const row = data.origin.closest<HTMLElement>('[data-message]') ?? data.origin;
    const { id } = data.message;
    this.opened.update((before) => [...before, id]);
    const dialog = this.dialog.open<unknown, MessagePanel, T>(component, {
      data,
      ariaLabel,
      ariaModal: true,
      restoreFocus: row,
      ...config,
    });
    dialog.closed.subscribe(() =>
      this.opened.update((before) => before.filter((_, at) => at !== before.lastIndexOf(id))),
    );
  }

  private float<T>(component: ComponentType<T>, data: MessagePanel, ariaLabel: string): void {
    const narrow = this.viewport.narrow();
    this.open(component, data, ariaLabel, {
      autoFocus: '.first',
      backdropClass: narrow ? 'dialog-scrim' : 'cdk-overlay-transparent-backdrop',
      positionStrategy: narrow
        ? createGlobalPositionStrategy(this.injector).centerHorizontally().bottom('0')
        : createFlexibleConnectedPositionStrategy(this.injector, data.origin)
            .withPositions(beside)
            .withViewportMargin(8)
            .withPush(true),
    });
  }
}
