import { Directive, EnvironmentInjector, inject } from '@angular/core';
import { type ActivatedRoute, RouterOutlet } from '@angular/router';

/**
 * A `router-outlet` within a session: its pages are created by the injector of where it stands, so that they find the
 * services of the session. Angular's own would create them by the router's.
 */
@Directive({ selector: 'router-outlet', exportAs: 'outlet' })
export class PageOutlet extends RouterOutlet {
  private readonly injector = inject(EnvironmentInjector);

  override activateWith(route: ActivatedRoute): void {
    super.activateWith(route, this.injector);
  }
}
