import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';
import { SessionScope } from '../../../core/session-scope';
import type { FrameData } from '../../feature/feature';

/** The page that is shown: its address, and what its route says to the frame. */
@Injectable({ providedIn: SessionScope })
export class CurrentPage {
  private readonly router = inject(Router);
  private readonly shown = signal(this.read(this.router.url));
  readonly url = computed(() => this.shown().url);
  /** The address without query and fragment. */
  readonly path = computed(() => this.url().split(/[?#]/)[0] ?? '');
  readonly data = computed(() => this.shown().data);

  constructor() {
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe((event) => this.shown.set(this.read(event.urlAfterRedirects)));
  }

  private read(url: string): { url: string; data: FrameData } {
    let route = this.router.routerState.snapshot.root;
    while (route.firstChild) route = route.firstChild;
    return { url, data: route.data };
  }
}
