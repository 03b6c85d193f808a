import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import { SetupLinkComponent } from './setup-link.component';

export interface GivenSetupToken {
  name: string;
  token: string;
}

/** Shows the link that gives somebody a new password. */
@Component({
  selector: 'ls-setup-link-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent, SetupLinkComponent],
  template: `<ls-dialog-frame [heading]="words.t('admin.newPassword')" (closed)="dialog.close()">
    <div class="done">
      <p>{{ words.t('admin.created', { name: given.name }) }}</p>
      <ls-setup-link [token]="given.token" />
      <div class="buttons">
        <button type="button" class="button button-primary" (click)="dialog.close()">
          {{ words.t('admin.done') }}
        </button>
      </div>
    </div>
  </ls-dialog-frame>`,
  styles: `
    .done {
      display: grid;
      gap: 16px;
    }
    .buttons {
      display: flex;
      justify-content: flex-end;
    }
  `,
})
export class SetupLinkDialog {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject(DialogRef);
  protected readonly given = inject<GivenSetupToken>(DIALOG_DATA);
}
