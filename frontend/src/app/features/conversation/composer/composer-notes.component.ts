import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, Injector, input } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { FeatureRegistry } from '../../feature/feature-registry';
import { ViewComponents } from '../message/view-components.service';

/** What features say above the text that somebody writes. */
@Component({
  selector: 'ls-composer-notes',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  template: `@for (note of notes(); track note.name) {
    @if (components.of(note.load); as component) {
      <ng-container *ngComponentOutlet="component; inputs: { conversation: conversation() }" />
    }
  }`,
  styles: `
    :host {
      display: block;
      padding: 0 var(--gutter);
    }
    @media (max-width: 759.98px) {
      :host {
        padding: 0 8px;
      }
    }
  `,
})
export class ComposerNotesComponent {
  protected readonly components = inject(ViewComponents);
  private readonly registry = inject(FeatureRegistry);
  private readonly injector = inject(Injector);

  readonly conversation = input.required<ConversationSummary>();
  protected readonly notes = computed(() =>
    this.registry.composerNotes().filter((note) => note.isShown(this.conversation(), this.injector)),
  );
}
