import { CdkMenu, CdkMenuItem, CdkMenuItemRadio } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { IconComponent } from '../../ui/icon.component';
import type { Choice } from '../feature/conversation-action';

/** What there is to choose from, the present one with a tick. */
@Component({
  selector: 'ls-choices',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuItemRadio, IconComponent],
  template: `<div cdkMenu [attr.aria-label]="label()">
    @for (choice of choices(); track $index) {
      @if (choice.isChosen === undefined) {
        <button type="button" cdkMenuItem class="menu-item" (cdkMenuItemTriggered)="chosen.emit(choice)">
          <span class="tick"></span
          ><span class="what"
            ><bdi>{{ choice.label }}</bdi></span
          >
        </button>
      } @else {
        <button
          type="button"
          cdkMenuItemRadio
          class="menu-item"
          [cdkMenuItemChecked]="choice.isChosen"
          (cdkMenuItemTriggered)="chosen.emit(choice)"
        >
          <span class="tick">
            @if (choice.isChosen) {
              <ls-icon name="check" />
            }
          </span>
          <span class="what"
            ><bdi>{{ choice.label }}</bdi></span
          >
        </button>
      }
    }
  </div>`,
  styles: `
    .tick {
      display: inline-grid;
      flex: none;
      width: 18px;
      color: var(--primary);
    }
    .what {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class ChoicesComponent {
  readonly label = input.required<string>();
  readonly choices = input.required<readonly Choice[]>();
  readonly chosen = output<Choice>();
}
