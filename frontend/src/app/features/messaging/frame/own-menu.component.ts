import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import type { ConnectedPosition } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { ConnectionService } from '../../../core/connection.service';
import { WordsService } from '../../../core/i18n/words.service';
import { SessionService } from '../../../core/session.service';
import { AvatarComponent } from '../../../ui/avatar.component';
import { IconComponent } from '../../../ui/icon.component';
import { SignOut } from '../../session/public';
import { ShortcutsService } from '../shortcuts.service';
import { Navigation, ownPage } from './navigation.service';

/** One's own face at the foot of the rail: who one is, what one sets, the way out. */
@Component({
  selector: 'ls-own-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, AvatarComponent, IconComponent],
  template: `@if (session.user(); as me) {
    <button
      type="button"
      [class.on]="current()"
      [attr.aria-label]="words.t('rail.me', { name: me.displayName })"
      [cdkMenuTriggerFor]="menu"
      [cdkMenuPosition]="positions"
    >
      <ls-avatar [id]="me.id" [name]="me.displayName" [size]="36" [presence]="presence()" />
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu [attr.aria-label]="words.t('rail.me', { name: me.displayName })">
        <div class="who" role="presentation">
          <ls-avatar [id]="me.id" [name]="me.displayName" [size]="40" [presence]="presence()" />
          <p>
            <strong
              ><bdi>{{ me.displayName }}</bdi></strong
            >
            <span>{{ words.t(presence() === 'online' ? 'me.available' : 'me.offline') }}</span>
          </p>
        </div>
        @for (entry of navigation.ownMenu(); track entry.name) {
          <button cdkMenuItem type="button" class="menu-item" (cdkMenuItemTriggered)="go(entry.url)">
            <ls-icon [name]="entry.icon" />{{ words.t(entry.label) }}
          </button>
        }
        <button
          cdkMenuItem
          type="button"
          class="menu-item"
          (cdkMenuItemTriggered)="shortcuts.openShortcutList()"
        >
          <ls-icon name="keyboard" />{{ words.t('shortcuts.heading') }}
        </button>
        <hr />
        <button cdkMenuItem type="button" class="menu-item" (cdkMenuItemTriggered)="signOut.ask()">
          <ls-icon name="log-out" />{{ words.t('settings.signOut') }}
        </button>
      </div>
    </ng-template>
  }`,
  styles: `
    button:not(.menu-item) {
      display: grid;
      place-items: center;
      width: 100%;
      height: 64px;
      padding: 0;
      border: 0;
      background: none;
    }
    button:not(.menu-item):focus-visible {
      outline-offset: -4px;
    }
    .on ls-avatar::after {
      content: '';
      position: absolute;
      inset: -4px;
      border: 2px solid var(--primary);
      border-radius: 12px;
    }
    .menu {
      min-width: 240px;
      max-width: 300px;
    }
    .who {
      display: flex;
      gap: 12px;
      align-items: center;
      margin-bottom: 4px;
      padding: 10px;
      border-bottom: 1px solid var(--line);
      --around: var(--raised);
    }
    .who p {
      display: grid;
      min-width: 0;
    }
    .who strong {
      overflow: hidden;
      font: 600 15px/20px var(--face);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .who span {
      color: var(--ink-2);
      font: var(--text-meta);
    }
    hr {
      margin: 4px 0;
      border: 0;
      border-top: 1px solid var(--line);
    }
  `,
})
export class OwnMenuComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  protected readonly navigation = inject(Navigation);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly signOut = inject(SignOut);
  private readonly connection = inject(ConnectionService);
  private readonly router = inject(Router);
  protected readonly positions: ConnectedPosition[] = [
    { originX: 'end', originY: 'bottom', overlayX: 'start', overlayY: 'bottom', offsetX: 4, offsetY: -8 },
  ];
  protected readonly presence = computed(() => (this.connection.cutOff() ? 'offline' : 'online'));
  protected readonly current = computed(() => this.navigation.current() === ownPage.name);

  protected go(url: string): void {
    void this.router.navigateByUrl(url);
  }
}
