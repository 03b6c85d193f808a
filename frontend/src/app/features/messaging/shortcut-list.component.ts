import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { KeyCaps } from '../feature/key-caps.service';
import { DialogFrameComponent } from './dialog-frame.component';

/** Every key that does something, in one dialog. */
@Component({
  selector: 'ls-shortcut-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent],
  template: `<ls-dialog-frame
    [heading]="words.t('shortcuts.heading')"
    [textOnly]="true"
    (closed)="dialog.close()"
  >
    <dl>
      @for (shortcut of shortcuts(); track shortcut.name) {
        <div>
          <dt>{{ words.t(shortcut.label) }}</dt>
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
  protected readonly shortcuts = inject(KeyCaps).list;
}
