import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { CommandLog } from '../../sync/commands/command-log.service';
import { FeatureInstances } from './feature-instances.service';
import { FeatureRegistry } from './feature-registry';

/** Loads what features do without being asked, for this session: kinds of commands, and services that listen. */
@Injectable({ providedIn: SessionScope })
export class FeatureStart {
  constructor() {
    const registry = inject(FeatureRegistry);
    const log = inject(CommandLog);
    const instances = inject(FeatureInstances);
    instances.each(registry.commands, (kind) => log.register(kind));
    instances.each(registry.services, () => undefined);
  }
}
