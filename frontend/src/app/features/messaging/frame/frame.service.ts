import { computed, inject, Injectable } from '@angular/core';
import { PreferencesService } from '../../../core/preferences.service';
import { SessionScope } from '../../../core/session-scope';
import { Viewport } from '../viewport.service';
import { CurrentPage } from './current-page.service';
import { keyboardOpen } from './keyboard-open';

/** How wide the list may be made, in pixels. */
export const listWidths = { least: 240, most: 420 };

/** Which of the columns are shown: rail, list and page where there is room, one of the latter two and a bar where there is not. */
@Injectable({ providedIn: SessionScope })
export class Frame {
  private readonly viewport = inject(Viewport);
  private readonly page = inject(CurrentPage);
  private readonly preferences = inject(PreferencesService);
  private readonly keyboardOpen = keyboardOpen();

  readonly list = computed(() => this.page.data().list ?? null);
  private readonly atList = computed(() => this.page.path() === (this.list()?.at ?? '/'));
  readonly showsRail = computed(() => !this.viewport.narrow());
  readonly showsList = computed(() => !this.viewport.narrow() || this.atList());
  readonly showsPage = computed(() => !this.viewport.narrow() || !this.atList());
  readonly showsBar = computed(
    () => this.viewport.narrow() && !this.page.data().withoutBar && !this.keyboardOpen(),
  );
  /** Whether the list is as wide as the person makes it. */
  readonly resizable = computed(() => !this.viewport.narrow() && this.list()?.width === undefined);
  readonly listWidth = computed(() => this.list()?.width ?? withinBounds(this.preferences.listWidth()));

  resizeList(width: number): void {
    this.preferences.setListWidth(withinBounds(Math.round(width)));
  }
}

const withinBounds = (width: number) => Math.min(listWidths.most, Math.max(listWidths.least, width));
