import { Injectable, signal } from '@angular/core';

/** Below this width the messaging is one column. */
const narrowQuery = '(max-width: 759.98px)';

@Injectable({ providedIn: 'root' })
export class Viewport {
  private readonly query = window.matchMedia(narrowQuery);
  private readonly matches = signal(this.query.matches);
  readonly narrow = this.matches.asReadonly();

  constructor() {
    this.query.addEventListener('change', () => this.matches.set(this.query.matches));
  }
}
