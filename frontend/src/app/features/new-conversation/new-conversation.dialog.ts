import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import { NewConversationComponent } from './new-conversation.component';

@Component({
  selector: 'ls-new-conversation-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent, NewConversationComponent],
  template: `<ls-dialog-frame [heading]="words.t('new.heading')" (closed)="dialog.close()">
    <ls-new-conversation (created)="dialog.close()" (cancelled)="dialog.close()" />
  </ls-dialog-frame>`,
})
export class NewConversationDialog {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject(DialogRef);
}
