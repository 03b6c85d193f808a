import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import type { ConnectedPosition } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { type ComposerTarget, type ComposerTool, isPart } from '../../feature/composer-action';
import { AvailableComposerActions } from './available-composer-actions.service';

/** Beside «Send», other ways to send: the one that there is, or a menu of several. */
@Component({
  selector: 'ls-send-choices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, IconComponent],
  template: `
    @if (only(); as action) {
      <button
        #caret
        type="button"
        aria-haspopup="dialog"
        [attr.aria-disabled]="!sendable()"
        [attr.aria-label]="words.t(action.label)"
        [title]="words.t(action.label)"
        (click)="use(action, caret)"
      >
        <ls-icon name="chevron-down" [size]="16" />
      </button>
    } @else if (actions().length > 0) {
      <button
        #caret
        type="button"
        [cdkMenuTriggerFor]="sendable() ? menu : null"
        [cdkMenuPosition]="above"
        [attr.aria-disabled]="!sendable()"
        [attr.aria-label]="words.t('composer.sendOtherwise')"
        [title]="words.t('composer.sendOtherwise')"
      >
        <ls-icon name="chevron-down" [size]="16" />
      </button>
      <ng-template #menu>
        <div class="menu" cdkMenu [attr.aria-label]="words.t('composer.sendOtherwise')">
          @for (action of actions(); track action.name) {
            <button type="button" cdkMenuItem class="menu-item" (cdkMenuItemTriggered)="use(action, caret)">
              <ls-icon [name]="action.icon" />
              {{ words.t(action.label) }}
            </button>
          }
        </div>
      </ng-template>
    }
  `,
  styles: `
    :host {
      display: flex;
    }
    button:not(.menu-item) {
      display: grid;
      place-items: center;
      width: 26px;
      height: var(--control);
      padding: 0;
      border: 0;
      border-left: 1px solid color-mix(in oklab, var(--on-primary) 35%, var(--primary));
      border-radius: 0 var(--r1) var(--r1) 0;
      background: var(--primary);
      color: var(--on-primary);
      transition: background var(--quick);
    }
    button:not(.menu-item):hover {
      background: var(--primary-hover);
    }
    button[aria-disabled='true']:not(.menu-item) {
      border-color: var(--line);
      background: var(--paper-3);
      color: var(--ink-3);
      cursor: default;
    }
  `,
})
export class SendChoicesComponent {
  protected readonly words = inject(WordsService);
  private readonly available = inject(AvailableComposerActions);

  readonly conversation = input.required<ConversationSummary>();
  /** Whether there is a text that can be sent. */
  readonly sendable = input.required<boolean>();
  readonly target = input.required<(origin: HTMLElement) => ComposerTarget>();

  protected readonly above: ConnectedPosition[] = [
    { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -6 },
  ];
  protected readonly actions = computed(() =>
    this.available
      .of(this.conversation())
      .filter((one): one is ComposerTool => one.place === 'send' && !isPart(one)),
  );
  protected readonly only = computed(() => (this.actions().length === 1 ? this.actions()[0] : null));

  protected use(action: ComposerTool, origin: HTMLElement): void {
    if (this.sendable()) void action.run(this.target()(origin));
  }
}
