import { ChangeDetectionStrategy, Component, ElementRef, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { Navigation } from './frame/navigation.service';
import { onResize } from './on-resize';
import { ConnectionPillComponent } from '../connection/public';
import { Viewport } from './viewport.service';

/** Narrower than this, in pixels, the heading needs the room of the connection's words. */
const roomy = 560;

/** The bar at the top of every page beside the list: back when narrow, a heading, the connection, the page's own buttons. */
@Component({
  selector: 'ls-page-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, IconComponent, ConnectionPillComponent],
  template: `<header>
    @if (viewport.narrow() && !navigation.atTab()) {
      <a class="icon-button" [routerLink]="back()" [attr.aria-label]="words.t('action.back')">
        <ls-icon name="arrow-left" [size]="22" />
      </a>
    }
    <div class="titles">
      <ng-content select="[heading]" />
    </div>
    <ng-content select="[beside]" />
    <ls-connection-pill [short]="short()" />
    <ng-content />
  </header>`,
  styles: `
    :host {
      display: block;
    }
    header {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: var(--bar);
      padding: 4px 16px 4px var(--gutter);
      border-bottom: 1px solid var(--line);
    }
    .titles {
      flex: 1;
      min-width: 0;
    }
    ls-connection-pill {
      margin-right: 4px;
    }
    @media (max-width: 759.98px) {
      header {
        gap: 2px;
        padding: 4px 4px;
      }
      .titles:first-child {
        padding-left: 12px;
      }
      ls-connection-pill {
        margin-right: 0;
      }
    }
  `,
})
export class PageHeadComponent {
  protected readonly words = inject(WordsService);
  protected readonly viewport = inject(Viewport);
  protected readonly navigation = inject(Navigation);
  /** Where a narrow screen leads back to. */
  readonly back = input<string>('/');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly short = signal(this.viewport.narrow());

  constructor() {
    onResize(
      () => this.host,
      () => this.short.set(this.host.nativeElement.offsetWidth < roomy),
    );
  }
}
