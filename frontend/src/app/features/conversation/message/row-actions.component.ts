import { ChangeDetectionStrategy, Component, ElementRef, inject, input } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { MessageActions } from './message-actions.service';
import { MessagePanels } from './message-panels.service';

/** What a pointer does most with a message, and the way to the rest. Keys and fingers have ways of their own. */
@Component({
  selector: 'ls-row-actions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { role: 'group', '[attr.aria-label]': "words.t('message.actions')" },
  template: `
    <button
      type="button"
      class="icon-button"
      tabindex="-1"
      [attr.aria-label]="words.t('reactions.add')"
      [title]="words.t('reactions.add')"
      (click)="panels.reactionPicker(message(), host)"
    >
      <ls-icon name="face-slightly-smiling-plus" [size]="16" />
    </button>
    @if (actions.mayReply(message())) {
      <button
        type="button"
        class="icon-button"
        tabindex="-1"
        [attr.aria-label]="words.t('message.reply')"
        [title]="words.t('message.reply')"
        (click)="actions.reply(message())"
      >
        <ls-icon name="reply" [size]="16" />
      </button>
    }
    @if (actions.mayEdit(message())) {
      <button
        type="button"
        class="icon-button edit"
        tabindex="-1"
        [attr.aria-label]="words.t('message.edit')"
        [title]="words.t('message.edit')"
        (click)="actions.edit(message())"
      >
        <ls-icon name="pencil" [size]="16" />
      </button>
    }
    <button
      type="button"
      class="icon-button"
      tabindex="-1"
      aria-haspopup="dialog"
      [attr.aria-label]="words.t('message.more')"
      [title]="words.t('message.more')"
      (click)="panels.menu(message(), host)"
    >
      <ls-icon name="ellipsis" [size]="16" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      padding: 1px;
      border: 1px solid var(--line);
      border-radius: var(--r1);
      background: var(--raised);
    }
    .icon-button {
      width: 32px;
      height: 28px;
    }
    /* Where room is short: the menu has it too. */
    @container timeline (max-width: 759.98px) {
      .edit {
        display: none;
      }
    }
  `,
})
export class RowActionsComponent {
  protected readonly words = inject(WordsService);
  protected readonly actions = inject(MessageActions);
  protected readonly panels = inject(MessagePanels);
  protected readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly message = input.required<Message>();
}
