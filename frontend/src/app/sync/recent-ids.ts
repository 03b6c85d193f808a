/** Remembers the last ids so that a repeated push is told from the first one. */
export class RecentIds {
  private readonly ids = new Set<string>();

  constructor(private readonly most = 1_000) {}

  /** True the first time. */
  isNew(id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    if (this.ids.size > this.most) {
      const [oldest] = this.ids;
      if (oldest !== undefined) this.ids.delete(oldest);
    }
    return true;
  }
}
