import { afterNextRender, type ElementRef, Injector, inject, type Signal, signal } from '@angular/core';

/** In a list of entries: the one that Tab comes to, from which the arrows lead to the others. Call it where `inject` works. */
export class EntryFocus {
  private readonly injector = inject(Injector);
  private readonly last = signal<string | null>(null);

  constructor(
    private readonly ids: Signal<readonly string[]>,
    private readonly list: Signal<ElementRef<HTMLElement> | undefined>,
  ) {}

  /** Whether Tab comes to this entry: the last one that had the focus, else the first. Reads signals. */
  isStop(id: string): boolean {
    const last = this.last();
    const ids = this.ids();
    return id === (last !== null && ids.includes(last) ? last : ids[0]);
  }

  came(event: FocusEvent): void {
    const id = entryOf(event.target)?.dataset['entry'];
    if (id) this.last.set(id);
  }

  /** True when the key led somewhere. */
  press({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const entry = entryOf(target);
    if (!entry || altKey || ctrlKey || metaKey) return false;
    const ids = this.ids();
    const at = ids.indexOf(entry.dataset['entry'] ?? '');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1, Escape: at }[key];
    if (to === undefined || (key === 'Escape' && target === entry)) return false;
    this.to(ids[Math.min(ids.length - 1, Math.max(0, to))]);
    return true;
  }

  /** An entry goes: the next one gets the focus, if it had it; the list itself where there is none. */
  leave(id: string): void {
    if (!this.list()?.nativeElement.contains(document.activeElement)) return;
    const ids = this.ids();
    const at = ids.indexOf(id);
    const next = ids[at + 1] ?? ids[at - 1];
    this.afterRender(next);
  }

  /** Gives an entry the focus once it is on the screen. */
  afterRender(id: string | undefined): void {
    afterNextRender({ read: () => this.to(id) }, { injector: this.injector });
  }

  to(id: string | undefined): void {
    const list = this.list()?.nativeElement;
    const entry = [...(list?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])].find(
      (one) => one.dataset['entry'] === id,
    );
    (entry ?? list)?.focus();
    entry?.scrollIntoView({ block: 'nearest' });
  }
}

function entryOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;
}
