import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, effect, input, signal, type Type } from '@angular/core';
import type { ListColumn } from '../../feature/feature';

/** The list that a page brings in the place of the conversations. */
@Component({
  selector: 'ls-list-column',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  template: `@if (component(); as shown) {
    <ng-container *ngComponentOutlet="shown" />
  }`,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-width: 0;
      min-height: 0;
      background: var(--paper-2);
      --around: var(--paper-2);
    }
  `,
})
export class ListColumnComponent {
  readonly list = input.required<ListColumn>();
  protected readonly component = signal<Type<unknown> | null>(null);

  constructor() {
    effect((cleanUp) => {
      let wanted = true;
      cleanUp(() => (wanted = false));
      void this.list()
        .load()
        .then((component) => wanted && this.component.set(component));
    });
  }
}
