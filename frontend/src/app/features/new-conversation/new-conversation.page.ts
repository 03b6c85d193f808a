import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { NewConversationComponent } from './new-conversation.component';

@Component({
  selector: 'ls-new-conversation-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PageHeadComponent, NewConversationComponent],
  template: `<ls-page-head
      ><h1 heading>{{ words.t('new.heading') }}</h1></ls-page-head
    >
    <div class="page">
      <ls-new-conversation
        [kind]="kind() === 'channel' ? 'channel' : 'people'"
        (cancelled)="location.back()"
      />
    </div>`,
  styleUrl: '../messaging/page.css',
})
export class NewConversationPage {
  protected readonly words = inject(WordsService);
  /** What to begin with, as the address says. */
  readonly kind = input<string>();
  protected readonly location = inject(Location);
}
