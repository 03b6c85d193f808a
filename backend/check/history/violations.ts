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

const keptMax = 200;

/** What was found, each once. */
export class Violations {
  readonly all: Violation[] = [];
  count = 0;
  private readonly told = new Set<string>();

  constructor(private readonly around: (conversationId: string | undefined) => readonly string[]) {}

  add(violation: Violation): void {
    const key = JSON.stringify([violation.property, violation.what, violation.who]);
    if (this.told.has(key)) return;
    this.told.add(key);
    this.count += 1;
    if (this.all.length >= keptMax) return;
    this.all.push({ ...violation, around: this.around(violation.conversationId) });
  }
}
