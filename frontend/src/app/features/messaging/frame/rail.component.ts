import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../../core/i18n/words.service';
import { LogoComponent } from '../../../ui/logo.component';
import { Navigation } from './navigation.service';
import { NavigationLinkComponent } from './navigation-link.component';
import { OwnMenuComponent } from './own-menu.component';

/** The first column of a wide screen: where one can go, and one's own face. */
@Component({
  selector: 'ls-rail',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, LogoComponent, NavigationLinkComponent, OwnMenuComponent],
  template: `<nav [attr.aria-label]="words.t('rail.label')">
    <a class="logo" routerLink="/" aria-label="LitSpark"><ls-logo [size]="28" /></a>
    <div class="entries">
      @for (entry of navigation.rail(); track entry.name) {
        <ls-navigation-link [entry]="entry" />
      }
    </div>
    @for (entry of navigation.railFoot(); track entry.name) {
      <ls-navigation-link [entry]="entry" />
    }
    <ls-own-menu />
  </nav>`,
  styles: `
    :host {
      display: block;
      width: 64px;
      border-right: 1px solid var(--line);
      background: var(--rail);
      --around: var(--rail);
    }
    nav {
      display: flex;
      flex-direction: column;
      height: 100%;
    }
    .logo {
      display: grid;
      flex: none;
      place-items: center;
      height: var(--bar);
    }
    .logo:focus-visible {
      outline-offset: -4px;
    }
    /* On a low screen what doesn't fit is scrolled to. */
    .entries {
      flex: 1;
      min-height: 0;
      overflow: hidden auto;
      scrollbar-width: none;
    }
  `,
})
export class RailComponent {
  protected readonly words = inject(WordsService);
  protected readonly navigation = inject(Navigation);
}
