import { CdkPortalOutlet, ComponentPortal } from '@angular/cdk/portal';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import type { SettingsSection } from '../feature/feature';
import { FeatureRegistry } from '../feature/feature-registry';
import { PageHeadComponent } from '../messaging/page-head.component';

interface LoadedSection extends SettingsSection {
  readonly portal: ComponentPortal<unknown>;
}

/** What features let a person set for themselves, one section under the other. */
@Component({
  selector: 'ls-settings-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkPortalOutlet, PageHeadComponent],
  templateUrl: './settings.page.html',
  styleUrls: ['../messaging/page.css', './settings.page.css'],
})
export class SettingsPage {
  protected readonly words = inject(WordsService);
  /** Shown at once when all are loaded, so that nothing moves under the reader's hand. */
  protected readonly sections = signal<readonly LoadedSection[]>([]);

  constructor() {
    void this.load(inject(FeatureRegistry).settings());
  }

  private async load(sections: readonly SettingsSection[]): Promise<void> {
    const loaded = sections.map(async (section) => ({
      ...section,
      portal: new ComponentPortal(await section.load()),
    }));
    this.sections.set(await Promise.all(loaded));
  }
}
