const everyMs = 5_000;

/** Tells the operator how many rows of a table are done: now and then, and at the end. */
export class RowCount {
  private rows = 0;
  private reportedAt = Date.now();

  constructor(
    private readonly table: string,
    private readonly say: (line: string) => void,
  ) {}

  add(rows: number): void {
    this.rows += rows;
    if (Date.now() - this.reportedAt < everyMs) return;
    this.reportedAt = Date.now();
    this.say(`${this.table}: ${this.rows} rows so far`);
  }

  end(): void {
    this.say(`${this.table}: ${this.rows} ${this.rows === 1 ? 'row' : 'rows'}`);
  }
}
