import { afterNextRender, DestroyRef, Directive, ElementRef, inject, Injectable, input } from '@angular/core';
import { SessionScope } from '../../../core/session-scope';

/** What is loaded after this long, in milliseconds, no longer moves what is being read. */
const restoresFor = 3_000;

/** How far each page was scrolled when it was left, for as long as the session lasts. */
@Injectable({ providedIn: SessionScope })
class KeptScroll {
  readonly tops = new Map<string, number>();
}

/** Brings a page back to where it was scrolled when it was left, once its content is long enough again. */
@Directive({
  selector: '[lsKeepScroll]',
  host: { '(scroll)': 'note()', '(wheel)': 'stop()', '(touchmove)': 'stop()' },
})
export class KeepScrollDirective {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly kept = inject(KeptScroll);
  private observer?: MutationObserver;
  /** The name of the page, by which it is found again. */
  readonly lsKeepScroll = input.required<string>();

  constructor() {
    afterNextRender(() => this.restore());
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  protected note(): void {
    // What is shorter than it was scrolls by itself, until it is whole again.
    if (!this.observer) this.kept.tops.set(this.lsKeepScroll(), this.element.scrollTop);
  }

  protected stop(): void {
    this.observer?.disconnect();
    delete this.observer;
  }

  private restore(): void {
    const top = this.kept.tops.get(this.lsKeepScroll()) ?? 0;
    if (top === 0) return;
    const attempt = () => {
      this.element.scrollTop = top;
      if (Math.abs(this.element.scrollTop - top) < 1) this.stop();
    };
    this.observer = new MutationObserver(attempt);
    this.observer.observe(this.element, { childList: true, subtree: true });
    setTimeout(() => this.stop(), restoresFor);
    attempt();
  }
}
