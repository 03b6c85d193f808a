import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { DialogFrameComponent } from './dialog-frame.component';
import { modifierKey } from './modifier-key';

/** Every key that does something, in one dialog. */
@Component({
  selector: 'ls-shortcut-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent],
  template: `<ls-dialog-frame [heading]="words.t('shortcuts.heading')" (closed)="dialog.close()">
    <dl>
      @for (shortcut of shortcuts; track shortcut.means) {
        <div>
          <dt>{{ words.t(shortcut.means) }}</dt>
          <dd>
            @for (key of shortcut.keys; track key) {
              <kbd class="kbd">{{ key }}</kbd>
            }
          </dd>
        </div>
      }
    </dl>
  </ls-dialog-frame>`,
  styles: `
    dl {
      display: grid;
    }
    div {
      display: flex;
      justify-content: space-between;
      gap: 16px;
      padding: 8px 0;
    }
    div + div {
      border-top: 1px solid var(--line);
    }
    dd {
      display: flex;
      gap: 4px;
    }
  `,
})
export class ShortcutListComponent {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject(DialogRef);
  private readonly enterSends = inject(PreferencesService).enterSends();
  protected readonly shortcuts: { means: WordKey; keys: string[] }[] = [
    { means: 'shortcuts.switcher', keys: [modifierKey, 'K'] },
    { means: 'shortcuts.next', keys: ['Alt', '↑', '↓'] },
    { means: 'shortcuts.nextUnread', keys: ['Alt', '⇧', '↑', '↓'] },
    { means: 'shortcuts.rows', keys: ['↑', '↓'] },
    { means: 'shortcuts.send', keys: this.enterSends ? ['↵'] : [modifierKey, '↵'] },
    { means: 'shortcuts.newLine', keys: this.enterSends ? ['⇧', '↵'] : ['↵'] },
    { means: 'shortcuts.mention', keys: ['@'] },
    { means: 'shortcuts.editLast', keys: ['↑'] },
    { means: 'shortcuts.reply', keys: ['R'] },
    { means: 'shortcuts.react', keys: ['E'] },
    { means: 'shortcuts.menu', keys: ['↵'] },
    { means: 'shortcuts.inside', keys: ['→', 'Esc'] },
    { means: 'shortcuts.delete', keys: [this.words.t('key.delete')] },
    { means: 'shortcuts.back', keys: ['Esc'] },
    { means: 'shortcuts.list', keys: ['?'] },
  ];
}
