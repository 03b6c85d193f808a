import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ConnectionService } from '../../../core/connection.service';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionService } from '../../../core/session.service';
import { AvatarComponent } from '../../../ui/avatar.component';
import { Navigation, ownPage } from './navigation.service';
import { NavigationLinkComponent } from './navigation-link.component';

/** The rail of a narrow screen, lying at its bottom. */
@Component({
  selector: 'ls-bottom-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, AvatarComponent, NavigationLinkComponent],
  template: `<nav [attr.aria-label]="words.t('rail.label')">
    @for (entry of navigation.bar(); track entry.name) {
      <ls-navigation-link [entry]="entry" />
    }
    @if (session.user(); as me) {
      <a
        class="go"
        [routerLink]="url()"
        [class.on]="current()"
        [attr.aria-current]="current() ? 'true' : null"
      >
        <span class="box">
          <ls-avatar
            [id]="me.id"
            [name]="me.displayName"
            [size]="26"
            [presence]="connection.cutOff() ? 'offline' : 'online'"
          />
        </span>
        <span class="word">{{ words.t('rail.you') }}</span>
      </a>
    }
  </nav>`,
  styleUrl: './navigation-link.css',
  styles: `
    :host {
      flex: none;
      padding-bottom: env(safe-area-inset-bottom);
      border-top: 1px solid var(--line);
      background: var(--paper-2);
      --around: var(--paper-2);
    }
    nav {
      display: grid;
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
    }
    .go.on .box {
      background: none;
    }
    .on ls-avatar::after {
      content: '';
      position: absolute;
      inset: -3px;
      border: 2px solid var(--primary);
      border-radius: 9px;
    }
  `,
})
export class BottomBarComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  protected readonly connection = inject(ConnectionService);
  protected readonly navigation = inject(Navigation);
  protected readonly url = computed(() => this.navigation.urlOf(ownPage));
  protected readonly current = computed(() => this.navigation.current() === ownPage.name);
}
