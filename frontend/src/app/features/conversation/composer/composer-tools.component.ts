import { CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import type { ConnectedPosition } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { DraftsStore } from '../../../stores/drafts.store';
import { IconComponent } from '../../../ui/icon.component';
import {
  type ComposerAction,
  type ComposerTarget,
  isAsked,
  isPart,
  type SamePart,
} from '../../feature/composer-action';
import { Viewport } from '../../messaging/viewport.service';
import { AvailableComposerActions } from './available-composer-actions.service';
import { DraftParts } from './draft-parts.service';

/** What features add to the composer: buttons, and the menu «+» for what is wanted less often. */
@Component({
  selector: 'ls-composer-tools',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger, IconComponent],
  template: `
    @if (inMenu().length > 0) {
      <button
        #plus
        type="button"
        class="icon-button"
        [cdkMenuTriggerFor]="menu"
        [cdkMenuPosition]="above"
        [attr.aria-label]="words.t('composer.more')"
        [title]="words.t('composer.more')"
      >
        <ls-icon name="plus" [size]="20" />
      </button>
      <ng-template #menu>
        <div class="menu" cdkMenu [attr.aria-label]="words.t('composer.more')">
          @for (action of inMenu(); track action.name) {
            @if (isToggle(action)) {
              <button
                type="button"
                cdkMenuItemCheckbox
                class="menu-item"
                [cdkMenuItemChecked]="isSet(action)"
                (cdkMenuItemTriggered)="use(action, plus)"
              >
                <ls-icon [name]="action.icon" />
                <span class="what">{{ words.t(action.label) }}</span>
                @if (isSet(action)) {
                  <ls-icon name="check" [size]="16" />
                }
              </button>
            } @else {
              <button
                type="button"
                cdkMenuItem
                class="menu-item"
                [cdkMenuItemDisabled]="action.place === 'send' && !sendable()"
                (cdkMenuItemTriggered)="use(action, plus)"
              >
                <ls-icon [name]="action.icon" />
                <span class="what">{{ words.t(action.label) }}</span>
              </button>
            }
          }
        </div>
      </ng-template>
    }
    @for (action of inRow(); track action.name) {
      <button
        #button
        type="button"
        class="icon-button"
        [attr.aria-label]="words.t(action.label)"
        [attr.aria-pressed]="isToggle(action) ? isSet(action) : null"
        [title]="words.t(action.label)"
        (click)="use(action, button)"
      >
        <ls-icon [name]="action.icon" [size]="20" />
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
    }
    .what {
      flex: 1;
    }
  `,
})
export class ComposerToolsComponent {
  protected readonly words = inject(WordsService);
  private readonly drafts = inject(DraftsStore);
  private readonly draft = inject(DraftParts);
  private readonly available = inject(AvailableComposerActions);
  private readonly viewport = inject(Viewport);

  readonly conversation = input.required<ConversationSummary>();
  /** Whether there is a text that can be sent. */
  readonly sendable = input.required<boolean>();
  readonly target = input.required<(origin: HTMLElement) => ComposerTarget>();

  protected readonly above: ConnectedPosition[] = [
    { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -6 },
  ];
  private readonly actions = computed(() => this.available.of(this.conversation()));
  protected readonly inMenu = computed(() =>
    this.actions().filter(({ place }) => place === 'menu' || this.viewport.narrow()),
  );
  protected readonly inRow = computed(() =>
    this.actions().filter(({ place }) => place === 'tool' && !this.viewport.narrow()),
  );
  private readonly parts = computed(() => this.drafts.parts(this.conversation().id)());

  /** Whether a second use takes away what a first one sets. */
  protected isToggle(action: ComposerAction): action is SamePart {
    return isPart(action) && !isAsked(action);
  }

  protected isSet({ part }: SamePart): boolean {
    return part.name in this.parts();
  }

  protected use(action: ComposerAction, origin: HTMLElement): void {
    const target = this.target()(origin);
    void (isPart(action) ? this.draft.use(action, target) : action.run(target));
  }
}
