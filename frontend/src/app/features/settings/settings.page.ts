import { NgComponentOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  type Type,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { WordsService } from '../../core/i18n/words.service';
import { PreferencesService } from '../../core/preferences.service';
import { IconComponent } from '../../ui/icon.component';
import { FeatureRegistry } from '../feature/feature-registry';
import { PageHeadComponent } from '../messaging/page-head.component';
import { SavedNotice } from './saved-notice';

/** One page of the settings: what a feature lets a person set for themselves. */
@Component({
  selector: 'ls-settings-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet, IconComponent, PageHeadComponent],
  templateUrl: './settings.page.html',
  styleUrls: ['../messaging/page.css', './settings.page.css'],
})
export class SettingsPage {
  protected readonly words = inject(WordsService);
  protected readonly saved = inject(SavedNotice);
  private readonly sections = inject(FeatureRegistry).settings;
  /** Its name, from the route. */
  readonly section = input.required<string>();
  protected readonly shown = computed(() => this.sections().find(({ name }) => name === this.section()));
  protected readonly component = signal<Type<unknown> | null>(null);

  constructor() {
    inject(PreferencesService)
      .chosen$.pipe(takeUntilDestroyed())
      .subscribe(() => this.saved.show());
    effect((cleanUp) => {
      const section = this.shown();
      let wanted = true;
      cleanUp(() => (wanted = false));
      // What was kept on the page before is no news on this one.
      untracked(() => this.saved.clear());
      this.component.set(null);
      void section?.load().then((component) => wanted && this.component.set(component));
    });
  }
}
