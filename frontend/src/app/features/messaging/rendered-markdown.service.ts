import { Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { type MarkdownOptions, renderMarkdown } from '../../ui/markdown/render-markdown';

/** Characters of source that are kept rendered; what was used longest ago goes first. */
const mostCharacters = 400_000;
/** A longer one is rarely seen twice. */
const longest = 4_000;
/** What depends on the reader, or on how somebody is called now, is rendered each time. */
const mention = '](user:';

/** Messages as they were rendered in this session: who comes back to a conversation waits for none of it again. */
@Injectable({ providedIn: SessionScope })
export class RenderedMarkdown {
  private readonly kept = new Map<string, DocumentFragment>();
  private characters = 0;

  /** As `renderMarkdown`; a copy of one's own. */
  readonly render = (source: string, options: MarkdownOptions = {}): DocumentFragment => {
    if (source.length > longest || source.includes(mention)) return renderMarkdown(source, options);
    const rendered = this.kept.get(source) ?? renderMarkdown(source, options);
    this.keep(source, rendered);
    return rendered.cloneNode(true) as DocumentFragment;
  };

  private keep(source: string, rendered: DocumentFragment): void {
    // At the end: it was used last.
    if (!this.kept.delete(source)) this.characters += source.length;
    this.kept.set(source, rendered);
    for (const oldest of this.kept.keys()) {
      if (this.characters <= mostCharacters) return;
      this.kept.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}
