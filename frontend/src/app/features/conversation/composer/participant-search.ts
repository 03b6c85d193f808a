import { effect, inject, type Signal, signal, untracked } from '@angular/core';
import { ConnectionService } from '../../../core/connection.service';
import { DirectoryService } from '../../../sync/directory.service';

/** Typing pauses this long before the server is asked, in milliseconds. */
const pauseMs = 150;
const keptMs = 60_000;
const asked = 20;

/** What to look for; null for nothing. */
export interface ParticipantQuestion {
  conversationId: string;
  query: string;
}

/**
 * Asks the server for participants by name, once for each question in a minute. Make it where `inject` works. `answered` is
 * told of each answer to the present question, before `ids` holds it.
 */
export class ParticipantSearch {
  private readonly directory = inject(DirectoryService);
  private readonly connection = inject(ConnectionService);
  private readonly answers = new Map<string, { ids: readonly string[]; at: number }>();
  private readonly found = signal<ReadonlySet<string>>(new Set());
  private conversationId = '';

  private readonly current = signal<readonly string[]>([]);
  /** Who answers the present question, best first; empty until that is known. */
  readonly ids = this.current.asReadonly();
  /** Everybody whom an answer named in this conversation, in no order. */
  readonly everFound = this.found.asReadonly();

  constructor(question: Signal<ParticipantQuestion | null>, answered: () => void) {
    effect((cleanUp) => {
      const now = question();
      const isCutOff = this.connection.cutOff();
      untracked(() => {
        if (now && now.conversationId !== this.conversationId) {
          this.conversationId = now.conversationId;
          this.answers.clear();
          this.found.set(new Set());
        }
        const known = now && this.answers.get(now.query);
        this.current.set(known?.ids ?? []);
        if (!now || isCutOff || (known && performance.now() - known.at < keptMs)) return;
        let isCurrent = true;
        const timer = setTimeout(() => {
          this.directory.participants(now.conversationId, now.query, asked).then(
            ({ items }) => {
              if (isCurrent) answered();
              this.keep(
                now,
                items.map(({ id }) => id),
              );
              if (isCurrent) this.current.set(this.answers.get(now.query)?.ids ?? []);
            },
            // Without an answer those known here are still there to choose from.
            () => undefined,
          );
        }, pauseMs);
        cleanUp(() => {
          isCurrent = false;
          clearTimeout(timer);
        });
      });
    });
  }

  private keep({ conversationId, query }: ParticipantQuestion, ids: readonly string[]): void {
    if (conversationId !== this.conversationId) return;
    this.answers.set(query, { ids, at: performance.now() });
    this.found.update((found) => new Set([...found, ...ids]));
  }
}
