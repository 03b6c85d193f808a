import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import type { NavigationEntry } from '../../feature/feature';
import { CountComponent } from './count.component';
import { Navigation } from './navigation.service';

/** An entry of the rail or of the bar: an icon, a word under it, and how much waits. */
@Component({
  selector: 'ls-navigation-link',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, CountComponent, IconComponent],
  template: `<a
    class="go"
    [routerLink]="url()"
    [class.on]="current()"
    [attr.aria-current]="current() ? 'true' : null"
  >
    <span class="box">
      <ls-icon [name]="entry().icon" [size]="20" />
      <ls-count [count]="navigation.countOf(entry())" />
    </span>
    <span class="word">{{ words.t(entry().label) }}</span>
  </a>`,
  styleUrl: './navigation-link.css',
})
export class NavigationLinkComponent {
  protected readonly words = inject(WordsService);
  protected readonly navigation = inject(Navigation);
  readonly entry = input.required<NavigationEntry>();
  protected readonly current = computed(() => this.navigation.current() === this.entry().name);
  protected readonly url = computed(() => this.navigation.urlOf(this.entry()));
}
