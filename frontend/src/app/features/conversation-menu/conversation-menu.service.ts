import {
  type ConnectedPosition,
  createFlexibleConnectedPositionStrategy,
  createGlobalPositionStrategy,
  type FlexibleConnectedPositionStrategyOrigin,
} from '@angular/cdk/overlay';
import { afterNextRender, inject, Injectable, Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { Dialogs } from '../messaging/dialogs.service';
import { Viewport } from '../messaging/viewport.service';

const load = () => import('./conversation-menu.component').then((m) => m.ConversationMenuComponent);
const loadedWithinMs = 10_000;

/** Where a pointer asked for it, in pixels of the window. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const beside: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
];

/** Opens the menu of everything that can be done with a conversation. */
@Injectable({ providedIn: SessionScope })
export class ConversationMenu {
  private readonly dialog = inject(Dialogs);
  private readonly injector = inject(Injector);
  private readonly viewport = inject(Viewport);
  private readonly words = inject(WordsService);
  private isOpen = false;

  constructor() {
    // Ahead of its use, which may be without a network; where it can't be had yet, its use asks for it.
    inject(SessionTimers).whenIdle(loadedWithinMs, () => void load().catch(() => undefined));
  }

  /** At `point`, else below `origin`, to which the focus returns; from the bottom where the screen is narrow. */
  async open(conversation: ConversationSummary, origin: HTMLElement, point?: Point): Promise<void> {
    // A finger that rests makes an event of the browser's own too.
    if (this.isOpen) return;
    this.isOpen = true;
    try {
      const ConversationMenuComponent = await load();
      const narrow = this.viewport.narrow();
      const dialog = this.dialog.open(ConversationMenuComponent, {
        data: conversation,
        ariaLabel: this.words.t('conversationMenu.label'),
        ariaModal: true,
        autoFocus: '.first',
        restoreFocus: false,
        // Escape closes one menu at a time.
        disableClose: true,
        backdropClass: narrow ? 'dialog-scrim' : 'cdk-overlay-transparent-backdrop',
        positionStrategy: narrow
          ? createGlobalPositionStrategy(this.injector).centerHorizontally().bottom('0')
          : this.at(point ?? origin),
      });
      dialog.backdropClick.subscribe(() => dialog.close());
      dialog.closed.subscribe(() => {
        this.isOpen = false;
        afterNextRender(() => this.focus(conversation.id, origin), { injector: this.injector });
      });
    } catch (error) {
      this.isOpen = false;
      throw error;
    }
  }

  private at(origin: FlexibleConnectedPositionStrategyOrigin) {
    return createFlexibleConnectedPositionStrategy(this.injector, origin)
      .withPositions(beside)
      .withViewportMargin(8)
      .withPush(true);
  }

  /** Where it came from: what was done may have put the row elsewhere, and may have opened something that has the focus. */
  private focus(id: string, origin: HTMLElement): void {
    if (document.activeElement !== document.body) return;
    const row = document.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
    (origin.isConnected ? origin : row)?.focus({ preventScroll: origin.isConnected });
  }
}
