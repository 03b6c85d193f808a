import { inject, Injectable, signal } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationSections, type ShownSection } from '../messaging/conversation-sections.service';

type Dragged =
  | { readonly kind: 'conversation'; readonly conversation: ConversationSummary }
  | { readonly kind: 'section'; readonly section: ShownSection };

/** Where what is dragged would go: into a section, or beside it. */
interface Place {
  readonly id: string;
  readonly how: 'into' | 'before' | 'after';
}

/** Dragging by a pointer, within the list: conversations into sections, and sections past each other. */
@Injectable()
export class ListDrag {
  private readonly sections = inject(ConversationSections);
  private readonly conversations = inject(ConversationsStore);
  private readonly dragged = signal<Dragged | null>(null);
  private readonly over = signal<Place | null>(null);
  readonly place = this.over.asReadonly();

  /** A section that is hidden for it is empty is shown while something could be put into it. */
  shows(section: ShownSection): boolean {
    const dragged = this.dragged();
    return dragged?.kind === 'conversation' && this.sections.accepts(section, dragged.conversation);
  }

  start(event: DragEvent): void {
    const dragged = this.find(event.target);
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = dragged.kind === 'section' ? 'move' : 'linkMove';
    // Firefox drags nothing without; of a row the browser itself gives its link.
    if (dragged.kind === 'section') event.dataTransfer.setData('text/plain', dragged.section.section.title);
    this.dragged.set(dragged);
  }

  move(event: DragEvent): void {
    const place = this.placeOf(event);
    this.over.set(place);
    if (!place) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move';
  }

  /** The pointer left something; within the list, what it is over now is told next. */
  leave(event: DragEvent): void {
    const { currentTarget: list, relatedTarget: to } = event;
    if (list instanceof Node && !(to instanceof Node && list.contains(to))) this.over.set(null);
  }

  drop(event: DragEvent): void {
    const place = this.placeOf(event);
    const dragged = this.dragged();
    this.end();
    if (!place || !dragged) return;
    event.preventDefault();
    if (dragged.kind === 'conversation') this.sections.put(dragged.conversation, place.id);
    else this.sections.move(dragged.section, place.how === 'before' ? place.id : this.after(place.id));
  }

  end(): void {
    this.dragged.set(null);
    this.over.set(null);
  }

  private find(target: EventTarget | null): Dragged | null {
    const element = target instanceof Element ? target : null;
    const row = element?.closest<HTMLElement>('[data-conversation]');
    const conversation = row && this.conversations.peek(row.dataset['conversation'] ?? '');
    if (conversation && !conversation.archived) return { kind: 'conversation', conversation };
    const head = element?.closest<HTMLElement>('[data-section]');
    const section = head && this.section(head.dataset['section']);
    return section?.source.move ? { kind: 'section', section } : null;
  }

  private placeOf({ target, clientY }: DragEvent): Place | null {
    const dragged = this.dragged();
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-section]') : null;
    const section = this.section(element?.dataset['section']);
    if (!dragged || !element || !section) return null;
    const { id } = section.section;
    if (dragged.kind === 'conversation') {
      return this.sections.accepts(section, dragged.conversation) ? { id, how: 'into' } : null;
    }
    if (section.source !== dragged.section.source || id === dragged.section.section.id) return null;
    const { top, height } = element.getBoundingClientRect();
    return { id, how: clientY < top + height / 2 ? 'before' : 'after' };
  }

  private section(id: string | undefined): ShownSection | undefined {
    return this.sections.every().find((one) => one.section.id === id);
  }

  /** The one after it, of the same source; null where it is the last. */
  private after(id: string): string | null {
    const source = this.section(id)?.source;
    const all = this.sections.every().filter((one) => one.source === source);
    return all[all.findIndex((one) => one.section.id === id) + 1]?.section.id ?? null;
  }
}
