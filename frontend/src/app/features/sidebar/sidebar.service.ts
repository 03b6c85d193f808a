import { computed, inject, Injectable } from '@angular/core';
import type { Sidebar as SidebarItem } from '@litspark/shared-contracts';
import { v7 as uuidv7 } from 'uuid';
import { SessionScope } from '../../core/session-scope';
import { Items } from '../../sync/items/items.service';

type Section = SidebarItem['sections'][number];

/** How this person has divided their list of conversations, on all their devices. */
@Injectable({ providedIn: SessionScope })
export class Sidebar {
  private readonly items = inject(Items);
  private readonly item = this.items.value('sidebar', 'sidebar');

  /** In the order of the list. */
  readonly sections = computed(() => this.item()?.sections ?? []);

  find(id: string): Section | undefined {
    return this.sections().find((one) => one.id === id);
  }

  /** Whether there is one before it, or after. */
  canMove(id: string, by: 1 | -1): boolean {
    const sections = this.sections();
    return sections[sections.findIndex((one) => one.id === id) + by] !== undefined;
  }

  /** Makes a section, below the others; gives its id. */
  add(title: string): string {
    const id = uuidv7();
    this.change((sections) => [...sections, { id, title, collapsed: false }]);
    return id;
  }

  rename(id: string, title: string): void {
    this.set(id, { title });
  }

  setCollapsed(id: string, collapsed: boolean): void {
    this.set(id, { collapsed });
  }

  /** Puts it before another one, or last with null. */
  move(id: string, before: string | null): void {
    const moved = this.find(id);
    if (moved) this.change((sections) => inserted(without(sections, id), moved, before));
  }

  /** Takes it away; what stood in it stands with its kind. Gives what puts it back. */
  remove(id: string): () => void {
    const at = this.sections().findIndex((one) => one.id === id);
    const removed = this.find(id);
    const next = this.sections()[at + 1]?.id ?? null;
    this.change((sections) => without(sections, id));
    return () => {
      if (removed) this.change((sections) => inserted(without(sections, id), removed, next));
    };
  }

  private set(id: string, part: Partial<Section>): void {
    this.change((sections) => sections.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }

  private change(to: (sections: readonly Section[]) => Section[]): void {
    this.items.change('sidebar', 'sidebar', { sections: [] }, ({ sections }) => ({ sections: to(sections) }));
  }
}

const without = (sections: readonly Section[], id: string) => sections.filter((one) => one.id !== id);

/** Before the one of that id; last where there is none. */
function inserted(sections: readonly Section[], section: Section, before: string | null): Section[] {
  const at = sections.findIndex(({ id }) => id === before);
  return at < 0 ? [...sections, section] : sections.toSpliced(at, 0, section);
}
