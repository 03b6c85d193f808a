import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { AvailableActions } from './available-actions.service';
import { MessageMenu } from './message-menu.service';

/** What a pointer does most with a message, and the way to the rest. Keys and fingers have ways of their own. */
@Component({
  selector: 'ls-row-actions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { role: 'group', '[attr.aria-label]': "words.t('message.actions')" },
  template: `
    @for (action of actions(); track action.name) {
      <button
        type="button"
        class="icon-button"
        [class.roomy]="action.hoverBar === 'roomy'"
        tabindex="-1"
        [attr.aria-label]="words.t(action.label)"
        [title]="words.t(action.label)"
        (click)="available.run(action, message(), host)"
      >
        <ls-icon [name]="action.icon" [size]="16" />
      </button>
    }
    <button
      type="button"
      class="icon-button"
      tabindex="-1"
      aria-haspopup="dialog"
      [attr.aria-label]="words.t('message.more')"
      [title]="words.t('message.more')"
      (click)="menu.open(message(), host)"
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
      .roomy {
        display: none;
      }
    }
  `,
})
export class RowActionsComponent {
  protected readonly words = inject(WordsService);
  protected readonly available = inject(AvailableActions);
  protected readonly menu = inject(MessageMenu);
  protected readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly message = input.required<Message>();
  protected readonly actions = computed(() =>
    this.available.of(this.message()).filter(({ hoverBar }) => hoverBar),
  );
}
