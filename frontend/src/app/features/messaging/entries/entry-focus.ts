import {
  afterNextRender,
  afterRenderEffect,
  type ElementRef,
  inject,
  Injector,
  type Signal,
  signal,
  untracked,
} from '@angular/core';

/** In a list of entries: the one that Tab comes to, from which the arrows lead to the others. Call it where `inject` works. */
export class EntryFocus {
  private readonly injector = inject(Injector);
  private readonly last = signal<string | null>(null);
  /** Where the entry stood that had the focus last, and whether it still had it when it was taken away. */
  private at = 0;
  private inside = false;

  constructor(
    private readonly ids: Signal<readonly string[]>,
    private readonly list: Signal<ElementRef<HTMLElement> | undefined>,
  ) {
    afterRenderEffect(() => {
      ids();
      untracked(() => this.hold());
    });
  }

  /** Whether Tab comes to this entry: the last one that had the focus, else the first. Reads signals. */
  isStop(id: string): boolean {
    const last = this.last();
    const ids = this.ids();
    return id === (last !== null && ids.includes(last) ? last : ids[0]);
  }

  came(event: FocusEvent): void {
    const id = entryOf(event.target)?.dataset['entry'];
    if (!id) return;
    this.inside = true;
    this.last.set(id);
    this.at = untracked(this.ids).indexOf(id);
  }

  left({ target }: FocusEvent): void {
    // Whether the focus went elsewhere, or what had it was taken away, is known when the browser is done.
    queueMicrotask(() => {
      const wasTakenAway =
        document.activeElement === document.body && target instanceof Node && !target.isConnected;
      if (!wasTakenAway && !entryOf(document.activeElement)) this.inside = false;
    });
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

  /** Gives an entry the focus; the list itself where there is none. */
  to(id: string | undefined): void {
    const list = this.list()?.nativeElement;
    const entry = [...(list?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])].find(
      (one) => one.dataset['entry'] === id,
    );
    (entry ?? list)?.focus();
    entry?.scrollIntoView({ block: 'nearest' });
  }

  /** Gives an entry the focus once it is on the screen. */
  afterRender(id: string | undefined): void {
    afterNextRender({ read: () => this.to(id) }, { injector: this.injector });
  }

  /** The entry that had the focus is gone: the next one has it, else the one before. */
  private hold(): void {
    if (!this.inside || document.activeElement !== document.body) return;
    const ids = this.ids();
    this.inside = ids.length > 0;
    this.to(ids[Math.min(this.at, ids.length - 1)]);
  }
}

function entryOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;
}
