import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { ConnectionService } from '../../core/connection.service';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AvatarComponent } from '../../ui/avatar.component';
import { IconComponent } from '../../ui/icon.component';
import { ConnectionPillComponent } from '../connection/public';
import { FeatureRegistry } from '../feature/feature-registry';
import { Navigation } from '../messaging/frame/navigation.service';
import { ShortcutsService } from '../messaging/shortcuts.service';
import { Viewport } from '../messaging/viewport.service';
import { SignOut } from '../session/public';

/** The pages of the settings, and the way out. On a phone it is one's own page: what the bar has no room for is here too. */
@Component({
  selector: 'ls-settings-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, RouterLinkActive, AvatarComponent, IconComponent, ConnectionPillComponent],
  templateUrl: './settings-list.component.html',
  styleUrl: '../messaging/frame/page-list.css',
  styles: `
    .me {
      display: flex;
      flex: none;
      align-items: center;
      gap: 12px;
      padding: 8px 16px 12px;
    }
    .me p {
      display: grid;
      min-width: 0;
    }
    .me strong {
      font: 600 17px/24px var(--face);
    }
    .me span {
      overflow: hidden;
      color: var(--ink-2);
      font: var(--text-meta);
      text-overflow: ellipsis;
    }
    .waiting {
      min-width: 20px;
      margin-left: auto;
      padding: 0 6px;
      border-radius: 10px;
      background: var(--spark);
      color: var(--on-spark);
      font: 700 12px/20px var(--face);
      text-align: center;
    }
    .waiting ~ .go-on {
      margin-left: 0;
    }
  `,
})
export class SettingsListComponent {
  protected readonly words = inject(WordsService);
  protected readonly session = inject(SessionService);
  protected readonly connection = inject(ConnectionService);
  protected readonly viewport = inject(Viewport);
  protected readonly navigation = inject(Navigation);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly signOut = inject(SignOut);
  protected readonly sections = inject(FeatureRegistry).settings;
}
