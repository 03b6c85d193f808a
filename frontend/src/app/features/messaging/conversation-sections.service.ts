import { computed, inject, Injectable, Injector, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { BrowserStorage } from '../../core/storage';
import { ConversationsStore } from '../../stores/conversations.store';
import { PendingStore } from '../../stores/pending.store';
import { FeatureRegistry } from '../feature/feature-registry';
import type { ListSection, ListSections } from '../feature/list-sections';
import { kindSections } from './kind-sections';

const collapsedKey = 'list.collapsed';

/** A section of the list with what stands in it. */
export interface ShownSection {
  readonly section: ListSection;
  readonly source: ListSections;
  readonly collapsed: boolean;
  /** Last active first. */
  readonly conversations: readonly ConversationSummary[];
}

/** The list of conversations as it is divided and ordered: by features, and by their kinds. */
@Injectable({ providedIn: SessionScope })
export class ConversationSections {
  private readonly storage = inject(BrowserStorage);
  private readonly store = inject(ConversationsStore);
  private readonly pending = inject(PendingStore);
  private readonly registry = inject(FeatureRegistry);
  private readonly injector = inject(Injector);
  /** The ids of the sections that this browser keeps collapsed. */
  private readonly collapsed = signal<readonly string[]>(this.storage.read(collapsedKey) ?? []);

  private readonly sources = computed(() => [...this.registry.listSections(), kindSections]);
  readonly archived = computed(() => this.store.all().filter((one) => this.isFolded(one)));
  /** All there are, those in which nothing stands too. */
  readonly every = computed<readonly ShownSection[]>(() => {
    const sources = this.sources().map((source) => ({ source, all: source.all(this.injector) }));
    const standing = new Map<string, ConversationSummary[]>();
    for (const { all } of sources) for (const { id } of all) standing.set(id, []);
    for (const one of this.store.all()) {
      if (!this.isFolded(one)) standing.get(this.sectionOf(one))?.push(one);
    }
    return sources.flatMap(({ source, all }) =>
      all.map((section) => {
        const conversations = standing.get(section.id) ?? [];
        const collapsed = section.isCollapsed ?? this.collapsed().includes(section.id);
        return { section, source, collapsed, conversations };
      }),
    );
  });
  /** Those that are shown. */
  readonly sections = computed(() =>
    this.every().filter(({ conversations, section }) => conversations.length > 0 || section.emptyText),
  );
  /** All that isn't archived, in the order of the list. */
  readonly ordered = computed(() => this.sections().flatMap(({ conversations }) => conversations));
  /** Those of them that stand in no collapsed section. */
  readonly visible = computed(() =>
    this.sections().flatMap(({ collapsed, conversations }) => (collapsed ? [] : conversations)),
  );

  constructor() {
    this.storage
      .changes(collapsedKey)
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.collapsed.set(this.storage.read(collapsedKey) ?? []));
  }

  setCollapsed({ section: { id }, source }: ShownSection, collapsed: boolean): void {
    if (source.setCollapsed) {
      source.setCollapsed(id, collapsed, this.injector);
      return;
    }
    this.collapsed.update((before) => [...before.filter((one) => one !== id), ...(collapsed ? [id] : [])]);
    this.storage.write(collapsedKey, this.collapsed());
  }

  /** Whether a conversation that stands elsewhere can be put into a section. */
  accepts({ section: { id }, source }: ShownSection, conversation: ConversationSummary): boolean {
    if (!source.take || this.sectionOf(conversation) === id) return false;
    return source.takes?.(conversation, id) !== false;
  }

  /** Puts a conversation into the section of this id, out of those before it. */
  put(conversation: ConversationSummary, id: string): void {
    const { source } = this.every().find(({ section }) => section.id === id) ?? {};
    for (const earlier of this.sources()) {
      if (earlier === source) break;
      earlier.release?.(conversation, this.injector);
    }
    source?.take?.(conversation, id, this.injector);
  }

  /** Puts a section before another one of its source, or last with null. */
  move({ section, source }: ShownSection, before: string | null): void {
    source.move?.(section.id, before, this.injector);
  }

  private sectionOf(conversation: ConversationSummary): string {
    for (const source of this.sources()) {
      const id = source.of(conversation, this.injector);
      if (id !== null) return id;
    }
    return conversation.kind;
  }

  /** An archived one is out of the way, unless a message of one's own failed in it. */
  private isFolded({ id, archived }: ConversationSummary): boolean {
    return archived && !this.pending.failedIn().has(id);
  }
}
