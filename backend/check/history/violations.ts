/** Something that must never be, and was. */
export interface Violation {
  property: string;
  what: string;
  conversationId?: string;
  seq?: number;
  /** A device or person. */
  who?: string;
  /** What happened around it, oldest first. */
  around?: readonly string[];
}

/** Of each property; the rest is counted. One fault is often seen by all. */
const keptMax = 10;

/** What was found, each once, whoever saw it first. */
export class Violations {
  readonly all: Violation[] = [];
  count = 0;
  private readonly reported = new Map<string, Set<string>>();

  constructor(private readonly around: (conversationId: string | undefined) => readonly string[]) {}

  has(property: string): boolean {
    return this.reported.has(property);
  }

  add(violation: Violation): void {
    const { property, what } = violation;
    const reported = this.reported.get(property) ?? new Set();
    this.reported.set(property, reported);
    if (reported.has(what)) return;
    reported.add(what);
    this.count += 1;
    if (reported.size > keptMax) return;
    this.all.push({ ...violation, around: this.around(violation.conversationId) });
  }
}
