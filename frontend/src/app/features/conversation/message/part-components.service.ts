import { Injectable, type Signal, signal, type Type, untracked, type WritableSignal } from '@angular/core';
import type { MessagePartView } from '../../feature/feature';

/** The components of message parts, each loaded once, when the first of its parts is to be shown. */
@Injectable({ providedIn: 'root' })
export class PartComponents {
  private readonly loaded = new Map<MessagePartView, WritableSignal<Type<unknown> | null>>();

  /** Null until it is there. Reads a signal. */
  of(view: MessagePartView): Type<unknown> | null {
    return this.load(view)();
  }

  private load(view: MessagePartView): Signal<Type<unknown> | null> {
    let component = this.loaded.get(view);
    if (!component) {
      const created = untracked(() => signal<Type<unknown> | null>(null));
      component = created;
      this.loaded.set(view, created);
      view.load().then(
        (type) => created.set(type),
        // The next one to be shown tries again.
        () => this.loaded.delete(view),
      );
    }
    return component;
  }
}
