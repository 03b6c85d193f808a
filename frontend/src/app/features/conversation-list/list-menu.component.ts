import { CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, inject, Injector } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { FeatureRegistry } from '../feature/feature-registry';

/** What features let one do with the list; nothing where that is nothing. */
@Component({
  selector: 'ls-list-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger, IconComponent],
  template: `@if (actions().length > 0) {
    <button
      type="button"
      class="icon-button"
      [cdkMenuTriggerFor]="menu"
      [attr.aria-label]="words.t('list.menu')"
      [title]="words.t('list.menu')"
    >
      <ls-icon name="list-filter" [size]="20" />
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu [attr.aria-label]="words.t('list.menu')">
        @for (action of actions(); track action.name) {
          @if (action.isOn) {
            <button
              type="button"
              cdkMenuItemCheckbox
              class="menu-item"
              [cdkMenuItemChecked]="action.isOn(injector)"
              (cdkMenuItemTriggered)="action.run(injector)"
            >
              <ls-icon [name]="action.icon" /><span class="what">{{ words.t(action.label) }}</span>
              @if (action.isOn(injector)) {
                <ls-icon class="tick" name="check" />
              }
            </button>
          } @else {
            <button type="button" cdkMenuItem class="menu-item" (cdkMenuItemTriggered)="action.run(injector)">
              <ls-icon [name]="action.icon" /><span class="what">{{ words.t(action.label) }}</span>
            </button>
          }
        }
      </div>
    </ng-template>
  }`,
  styles: `
    .menu {
      min-width: 232px;
    }
    .what {
      flex: 1;
    }
    .tick {
      color: var(--primary);
    }
  `,
})
export class ListMenuComponent {
  protected readonly words = inject(WordsService);
  protected readonly injector = inject(Injector);
  protected readonly actions = inject(FeatureRegistry).listActions;
}
