import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { Viewport } from './viewport.service';

/** What stands beside a page: a panel on the right, a page of its own where there is no room for both. What it shows goes inside, and scrolls. */
@Component({
  selector: 'ls-side-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent, RouterLink],
  template: `<aside [attr.aria-label]="label()">
    <header>
      @if (!viewport.panelBeside()) {
        <a class="icon-button" [routerLink]="back()" [attr.aria-label]="words.t('action.back')">
          <ls-icon name="arrow-left" [size]="22" />
        </a>
      }
      <h2>{{ heading() }}</h2>
      <ng-content select="[actions]" />
      @if (viewport.panelBeside()) {
        <a class="icon-button" [routerLink]="back()" [attr.aria-label]="words.t('action.close')">
          <ls-icon name="x" [size]="20" />
        </a>
      }
    </header>
    <div class="scroll"><ng-content /></div>
  </aside>`,
  styleUrl: './side-panel.component.css',
})
export class SidePanelComponent {
  protected readonly words = inject(WordsService);
  protected readonly viewport = inject(Viewport);
  /** The address of what it stands beside. */
  readonly back = input.required<string>();
  readonly heading = input.required<string>();
  /** What it is called where its heading can't be seen. */
  readonly label = input.required<string>();
}
