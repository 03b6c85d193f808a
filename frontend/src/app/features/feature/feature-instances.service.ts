import { DestroyRef, effect, inject, Injectable, Injector, type Signal, untracked } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import type { Load } from './feature';

/** Loads the services that features declare, and creates each in this session. */
@Injectable({ providedIn: SessionScope })
export class FeatureInstances {
  private readonly injector = inject(Injector);
  private readonly destroyRef = inject(DestroyRef);

  /** Gives `take` each service of `loads` once, also those that are added later. A chunk that can't be had is reported as every other is. */
  each<T>(loads: Signal<readonly Load<T>[]>, take: (instance: T) => void): void {
    const begun = new Set<Load<T>>();
    const begin = async (load: Load<T>): Promise<void> => {
      if (begun.has(load)) return;
      begun.add(load);
      const type = await load();
      if (!this.destroyRef.destroyed) take(this.injector.get(type));
    };
    effect(
      () => {
        const present = loads();
        untracked(() => present.forEach((load) => void begin(load)));
      },
      { injector: this.injector },
    );
  }
}
