import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { WordsService } from './core/i18n/words.service';
import { PreferencesService } from './core/preferences.service';
import { SessionWatch } from './features/session/session-watch';
import { TabTitle } from './features/messaging/tab-title';

@Component({
  selector: 'ls-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterOutlet],
  template: `<router-outlet />`,
})
export class AppComponent {
  constructor() {
    const words = inject(WordsService);
    const preferences = inject(PreferencesService);
    inject(SessionWatch);
    inject(TabTitle);
    effect(() => void words.use(preferences.locale()));
  }
}
