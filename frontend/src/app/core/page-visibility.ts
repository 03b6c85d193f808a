import { computed, Injectable, signal } from '@angular/core';

/**
 * Whether somebody can be looking: the tab is shown, and its window has the focus. Outlives sessions: it tells of the
 * window.
 */
@Injectable({ providedIn: 'root' })
export class PageVisibility {
  private readonly shown = signal(document.visibilityState === 'visible');
  private readonly focus = signal(document.hasFocus());
  readonly visible = this.shown.asReadonly();
  readonly focused = this.focus.asReadonly();
  /** Visible and focused: what appears now is seen. */
  readonly watched = computed(() => this.shown() && this.focus());

  constructor() {
    document.addEventListener('visibilitychange', () =>
      this.shown.set(document.visibilityState === 'visible'),
    );
    window.addEventListener('focus', () => this.focus.set(true));
    window.addEventListener('blur', () => this.focus.set(false));
  }
}
