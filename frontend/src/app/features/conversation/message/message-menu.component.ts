import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { WordKey } from '../../../core/i18n/word-keys';
import { WordsService } from '../../../core/i18n/words.service';
import type { IconName } from '../../../ui/icon-paths';
import { IconComponent } from '../../../ui/icon.component';
import { Viewport } from '../../messaging/viewport.service';
import { MessageActions } from './message-actions.service';
import type { MessageMenuPanel } from './message-panel';
import { QuickReactionsComponent } from './quick-reactions.component';

interface Entry {
  label: WordKey;
  icon: IconName;
  run: () => void;
  /** The key that does the same on a focused message. */
  key?: string;
  danger?: boolean;
}

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
    @media (max-width: 759.98px) {
      .sheet {
        width: 100vw;
        max-height: 80dvh;
        padding: 8px 8px max(12px, env(safe-area-inset-bottom));
        overflow: auto;
        border-radius: 16px 16px 0 0;
        border-width: 1px 0 0;
      }
      .menu-item {
        min-height: 48px;
        font-size: 16px;
      }
    }
  `,
})
export class MessageMenuComponent {
  protected readonly words = inject(WordsService);
  protected readonly viewport = inject(Viewport);
  protected readonly dialog = inject(DialogRef);
  private readonly actions = inject(MessageActions);
  private readonly panel = inject<MessageMenuPanel>(DIALOG_DATA);
  protected readonly message = this.panel.message;
  protected readonly entries = computed(() => this.list());

  constructor() {
    void this.actions.learnRole(this.message);
  }

  protected run(entry: Entry): void {
    this.dialog.close();
    // What it opens, or gives the focus to, comes after the focus went back.
    queueMicrotask(entry.run);
  }

  private list(): Entry[] {
    const { message, actions } = this;
    const { origin, panels } = this.panel;
    const entries: (Entry | false)[] = [
      {
        label: 'reactions.add',
        icon: 'face-slightly-smiling-plus',
        key: 'E',
        run: () => void panels.reactionPicker(message, origin),
      },
      actions.mayReply(message) && {
        label: 'message.reply',
        icon: 'reply',
        key: 'R',
        run: () => actions.reply(message),
      },
      actions.mayEdit(message) && {
        label: 'message.edit',
        icon: 'pencil',
        run: () => actions.edit(message),
      },
      { label: 'message.copyText', icon: 'copy', run: () => actions.copyText(message) },
      { label: 'message.copyLink', icon: 'link', run: () => actions.copyLink(message) },
      {
        label: 'receipts.heading',
        icon: 'check-check',
        run: () => void panels.details(message, origin),
      },
      message.reactions.length > 0 && {
        label: 'reactions.who',
        icon: 'users',
        run: () => void panels.reactions(message, origin),
      },
      message.editedAt !== null && {
        label: 'versions.heading',
        icon: 'rotate-ccw-clock',
        run: () => void panels.versions(message, origin),
      },
      actions.mayDelete(message) && {
        label: 'message.delete',
        icon: 'trash',
        key: this.words.t('key.delete'),
        run: () => actions.delete(message),
        danger: true,
      },
    ];
    return entries.filter((entry) => entry !== false);
  }
}
