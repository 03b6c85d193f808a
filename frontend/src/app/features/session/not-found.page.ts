import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../core/i18n/words.service';
import { SessionCardComponent } from './session-card.component';

@Component({
  selector: 'ls-not-found-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, SessionCardComponent],
  template: `<ls-session-card [heading]="words.t('notFound.heading')">
    <p>{{ words.t('notFound.text') }}</p>
    <a class="button button-primary" routerLink="/">{{ words.t('notFound.back') }}</a>
  </ls-session-card>`,
})
export class NotFoundPage {
  protected readonly words = inject(WordsService);
}
