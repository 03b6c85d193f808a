import { effect, inject, Injectable, Injector, untracked } from '@angular/core';
import { CommandLog } from '../../sync/commands/command-log.service';
import type { Load } from './feature';
import { FeatureRegistry } from './feature-registry';

/** Loads what features do without being asked: kinds of commands, and services that listen. */
@Injectable({ providedIn: 'root' })
export class FeatureStart {
  private readonly injector = inject(Injector);
  private readonly begun = new Set<Load<unknown>>();

  constructor() {
    const registry = inject(FeatureRegistry);
    const log = inject(CommandLog);
    effect(() => {
      const commands = registry.commands();
      const services = registry.services();
      untracked(() => {
        for (const load of commands) this.begin(load, (kind) => log.register(kind));
        for (const load of services) this.begin(load, () => undefined);
      });
    });
  }

  /** Once for each; a chunk that can't be had is reported as every other is. */
  private begin<T>(load: Load<T>, then: (instance: T) => void): void {
    if (this.begun.has(load)) return;
    this.begun.add(load);
    void load().then((type) => then(this.injector.get(type)));
  }
}
