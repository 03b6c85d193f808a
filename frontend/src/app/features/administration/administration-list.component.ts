import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { ConnectionPillComponent } from '../connection/public';
import { FeatureRegistry } from '../feature/feature-registry';
import { Viewport } from '../messaging/viewport.service';

/** The pages of the administration, as features declare them. */
@Component({
  selector: 'ls-administration-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, RouterLinkActive, IconComponent, ConnectionPillComponent],
  template: `<header class="list-head">
      @if (viewport.narrow()) {
        <a class="icon-button" routerLink="/settings" [attr.aria-label]="words.t('action.back')">
          <ls-icon name="arrow-left" [size]="22" />
        </a>
      }
      <h2>{{ words.t('rail.administration') }}</h2>
      @if (viewport.narrow()) {
        <ls-connection-pill short />
      }
    </header>
    <nav [attr.aria-label]="words.t('rail.administration')">
      <ul role="list">
        @for (page of pages(); track page.path) {
          <li>
            <a
              class="item"
              [routerLink]="['/admin', page.path]"
              routerLinkActive="on"
              ariaCurrentWhenActive="page"
            >
              <ls-icon [name]="page.icon" [size]="20" />{{ words.t(page.title) }}
              @if (viewport.narrow()) {
                <ls-icon class="go-on" name="chevron-right" [size]="18" />
              }
            </a>
          </li>
        }
      </ul>
    </nav>`,
  styleUrl: '../messaging/frame/page-list.css',
})
export class AdministrationListComponent {
  protected readonly words = inject(WordsService);
  protected readonly viewport = inject(Viewport);
  protected readonly pages = inject(FeatureRegistry).administration;
}
