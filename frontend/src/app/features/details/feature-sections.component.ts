import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, input, signal, type Type } from '@angular/core';
import { FeatureRegistry } from '../feature/feature-registry';

/** What features add to the details of a conversation; nothing of it until all of it is there. */
@Component({
  selector: 'ls-feature-sections',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  template: `@for (component of components(); track component) {
    <ng-container *ngComponentOutlet="component; inputs: { conversationId: conversationId() }" />
  }`,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class FeatureSectionsComponent {
  readonly conversationId = input.required<string>();
  protected readonly components = signal<readonly Type<unknown>[]>([]);

  constructor() {
    const sections = inject(FeatureRegistry).detailsSections();
    void Promise.all(sections.map(({ load }) => load())).then((all) => this.components.set(all));
  }
}
