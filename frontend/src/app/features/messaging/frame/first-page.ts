import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { Viewport } from '../viewport.service';

/**
 * At the address of a list of pages: a narrow screen shows the list alone, a wide one has room for the first page
 * beside it. The route's data say which that is, as `first`.
 */
@Component({ selector: 'ls-first-page', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
export class FirstPage {
  constructor() {
    const router = inject(Router);
    const viewport = inject(Viewport);
    const { data } = inject(ActivatedRoute).snapshot;
    effect(() => {
      if (!viewport.narrow()) void router.navigateByUrl(data['first'] as string, { replaceUrl: true });
    });
  }
}
