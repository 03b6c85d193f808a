import { DestroyRef, effect, inject, Injectable, Injector, untracked } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { CommandLog } from '../../sync/commands/command-log.service';
import type { Load } from './feature';
import { FeatureRegistry } from './feature-registry';

/** Loads what features do without being asked, for this session: kinds of commands, and services that listen. */
@Injectable({ providedIn: SessionScope })
export class FeatureStart {
  private readonly injector = inject(Injector);
  private readonly destroyRef = inject(DestroyRef);
  private readonly begun = new Set<Load<unknown>>();

  constructor() {
    const registry = inject(FeatureRegistry);
    const log = inject(CommandLog);
    effect(() => {
      const commands = registry.commands();
      const services = registry.services();
      untracked(() => {
        for (const load of commands) void this.begin(load, (kind) => log.register(kind));
        for (const load of services) void this.begin(load, () => undefined);
      });
    });
  }

  /** Once for each; a chunk that can't be had is reported as every other is. */
  private async begin<T>(load: Load<T>, then: (instance: T) => void): Promise<void> {
    if (this.begun.has(load)) return;
    this.begun.add(load);
    const type = await load();
    if (!this.destroyRef.destroyed) then(this.injector.get(type));
  }
}
