import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import type { User } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { MessagingService } from '../../sync/messaging.service';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import { PeoplePickerComponent } from '../people/people-picker.component';

@Component({
  selector: 'ls-add-participants-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent, PeoplePickerComponent],
  template: `<ls-dialog-frame [heading]="words.t('details.addHeading')" (closed)="dialog.close()">
    <ls-people-picker
      [label]="words.t('details.addLabel')"
      [excluded]="data.excluded"
      [chosen]="people()"
      (chosenChange)="people.set($event)"
    />
    @if (error(); as sentence) {
      <p class="alert" role="alert">{{ sentence }}</p>
    }
    <footer foot class="dialog-foot">
      <button type="button" class="button" (click)="dialog.close()">{{ words.t('action.cancel') }}</button>
      <button
        type="button"
        class="button button-primary"
        [disabled]="people().length === 0 || busy()"
        (click)="add()"
      >
        {{ words.t('details.add') }}
      </button>
    </footer>
  </ls-dialog-frame>`,
})
export class AddParticipantsDialog {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject(DialogRef);
  protected readonly data = inject<{ conversationId: string; excluded: string[] }>(DIALOG_DATA);
  private readonly actions = inject(ConversationActionsService);
  private readonly messaging = inject(MessagingService);
  private readonly errors = inject(ErrorWords);
  protected readonly people = signal<User[]>([]);
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);

  protected async add(): Promise<void> {
    this.busy.set(true);
    try {
      const ids = this.people().map((user) => user.id);
      await this.actions.addParticipants(this.data.conversationId, ids);
      await this.messaging.loadParticipants(this.data.conversationId);
      this.dialog.close();
    } catch (thrown) {
      this.error.set(this.errors.sentence(thrown));
    } finally {
      this.busy.set(false);
    }
  }
}
