import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import type { MessageAction } from '../../feature/feature';
import { KeyCaps } from '../../feature/key-caps.service';
import type { MessagePanel } from '../../message-panel/message-panel';
import { Viewport } from '../../messaging/viewport.service';
import { QuickReactionsComponent } from '../../reactions/public';
import { AvailableActions } from './available-actions.service';
import { MessageActions } from './message-actions.service';

/** Everything one can do with a message; from the bottom of a phone, with the usual reactions on top. */
@Component({
  selector: 'ls-message-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, IconComponent, QuickReactionsComponent],
  templateUrl: './message-menu.component.html',
  styles: `
    .sheet {
      min-width: 264px;
    }
    .what {
      flex: 1;
    }
  `,
})
export class MessageMenuComponent {
  protected readonly words = inject(WordsService);
  protected readonly keyCaps = inject(KeyCaps);
  protected readonly viewport = inject(Viewport);
  protected readonly dialog = inject(DialogRef);
  private readonly available = inject(AvailableActions);
  protected readonly panel = inject<MessagePanel>(DIALOG_DATA);
  protected readonly actions = computed(() => this.available.of(this.panel.message));

  constructor() {
    void inject(MessageActions).learnRole(this.panel.message);
  }

  protected run(action: MessageAction): void {
    this.dialog.close();
    const { message, origin } = this.panel;
    // What it opens, or gives the focus to, comes after the focus went back.
    queueMicrotask(() => this.available.run(action, message, origin));
  }
}
