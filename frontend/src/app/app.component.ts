import { ChangeDetectionStrategy, Component, effect, inject, signal } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { WordsService } from './core/i18n/words.service';
import { PreferencesService } from './core/preferences.service';
import { NoticesComponent } from './features/notices/notices.component';
import { SessionWatch } from './features/session/session-watch';
import { StartingComponent } from './features/session/starting.component';
import { TabTitle } from './features/messaging/tab-title';

@Component({
  selector: 'ls-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterOutlet, NoticesComponent, StartingComponent],
  template: `<router-outlet (activate)="started.set(true)" />
    @if (!started()) {
      <ls-starting />
    }
    <ls-notices />`,
})
export class AppComponent {
  protected readonly started = signal(false);

  constructor() {
    const words = inject(WordsService);
    const preferences = inject(PreferencesService);
    inject(SessionWatch);
    inject(TabTitle);
    effect(() => void words.use(preferences.locale()));
  }
}
