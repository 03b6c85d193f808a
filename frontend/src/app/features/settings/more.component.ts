import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { ShortcutsService } from '../messaging/shortcuts.service';
import { SignOut } from '../session/public';

/** The list of shortcuts, and the way out. */
@Component({
  selector: 'ls-more-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  templateUrl: './more.component.html',
  styleUrl: './section.css',
})
export class MoreComponent {
  protected readonly words = inject(WordsService);
  protected readonly shortcuts = inject(ShortcutsService);
  protected readonly signOut = inject(SignOut);
}
