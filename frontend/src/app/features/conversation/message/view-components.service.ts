import { Injectable, type Signal, signal, type Type, untracked, type WritableSignal } from '@angular/core';
import { SessionScope } from '../../../core/session-scope';
import type { Load } from '../../feature/feature';

/** The components that show something of a message, each loaded once, when it is to be shown first. */
@Injectable({ providedIn: SessionScope })
export class ViewComponents {
  private readonly loaded = new Map<Load<unknown>, WritableSignal<Type<unknown> | null>>();

  /** Null until it is there. Reads a signal. */
  of(load: Load<unknown>): Type<unknown> | null {
    return this.loading(load)();
  }

  private loading(load: Load<unknown>): Signal<Type<unknown> | null> {
    let component = this.loaded.get(load);
    if (!component) {
      const created = untracked(() => signal<Type<unknown> | null>(null));
      component = created;
      this.loaded.set(load, created);
      load().then(
        (type) => created.set(type),
        // The next one to be shown tries again.
        () => this.loaded.delete(load),
      );
    }
    return component;
  }
}
