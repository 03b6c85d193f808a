import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  ViewEncapsulation,
  effect,
  inject,
  input,
} from '@angular/core';
import { emojisAlone } from './emojis-alone';
import { highlightCode } from './highlight';
import { renderMarkdown } from './render-markdown';

/** A message's Markdown, rendered. */
@Component({
  selector: 'ls-message-body',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '',
  // What is inserted carries no component attribute: the styles are scoped by the class.
  encapsulation: ViewEncapsulation.None,
  styleUrl: './message-body.component.css',
  host: { class: 'message-body' },
})
export class MessageBodyComponent {
  readonly source = input.required<string>();
  readonly ownUserId = input<string | null>(null);
  /** The present name of a mentioned person, read as a signal; null keeps the one that was typed. */
  readonly nameOf = input<(userId: string) => string | null>(() => null);

  /** Who shows many messages again and again may keep them rendered. */
  readonly render = input(renderMarkdown);

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => {
      host.replaceChildren(
        this.render()(this.source(), { ownUserId: this.ownUserId(), nameOf: this.nameOf() }),
      );
      host.classList.toggle('emojis-alone', emojisAlone(this.source()));
      void highlightCode(host);
    });
  }
}
