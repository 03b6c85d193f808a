import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { QuickSwitcherComponent } from './quick-switcher.component';

/** The quick switcher as a page, where a phone has no key for it. */
@Component({
  selector: 'ls-search-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PageHeadComponent, QuickSwitcherComponent],
  template: `<ls-page-head
      ><h1 heading>{{ words.t('rail.search') }}</h1></ls-page-head
    >
    <ls-quick-switcher />`,
  styleUrl: '../messaging/page.css',
})
export class SearchPage {
  protected readonly words = inject(WordsService);
}
