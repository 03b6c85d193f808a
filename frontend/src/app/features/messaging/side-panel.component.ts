import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { Viewport } from './viewport.service';

/** What stands beside a timeline: a panel on the right, a page of its own when narrow. What it shows goes inside, and scrolls. */
@Component({
  selector: 'ls-side-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent, RouterLink],
  template: `<aside [attr.aria-label]="label()">
    <header>
      @if (viewport.narrow()) {
        <a
          class="icon-button"
          [routerLink]="['/c', conversationId()]"
          [attr.aria-label]="words.t('action.back')"
        >
          <ls-icon name="arrow-left" [size]="22" />
        </a>
      }
      <h2>{{ heading() }}</h2>
      @if (!viewport.narrow()) {
        <a
          class="icon-button"
          [routerLink]="['/c', conversationId()]"
          [attr.aria-label]="words.t('action.close')"
        >
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
  /** Where it leads back to. */
  readonly conversationId = input.required<string>();
  readonly heading = input.required<string>();
  /** What it is called where its heading can't be seen. */
  readonly label = input.required<string>();
}
