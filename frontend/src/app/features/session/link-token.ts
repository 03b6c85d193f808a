import { Location } from '@angular/common';
import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { map, type Observable, tap } from 'rxjs';

/**
 * The token of the link that opened the page at `path`, and of each that is opened in it later; null where it has none.
 * Call it in an injection context.
 */
export function linkToken(path: string): Observable<string | null> {
  const route = inject(ActivatedRoute);
  const location = inject(Location);
  return route.fragment.pipe(
    // Links that were handed out earlier have it in the query.
    map(
      (fragment) =>
        new URLSearchParams(fragment ?? '').get('token') ?? route.snapshot.queryParamMap.get('token'),
    ),
    // Nobody reads it over a shoulder, or finds it in the history.
    tap((token) => token && location.replaceState(path)),
    takeUntilDestroyed(),
  );
}
