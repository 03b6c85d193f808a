/** Ranks that owners give to keys, and the highest of each key: 0 is none. */
export class HighestRanks {
  private readonly ranks = new Map<number, Map<string, number>>();
  /** As they were last told. */
  private readonly highest = new Map<string, number>();

  /** Sets the rank that an owner gives to a key; the highest of all owners where that has changed, else null. */
  report(owner: number, key: string, rank: number): number | null {
    const own = this.ranks.get(owner) ?? new Map<string, number>();
    this.ranks.set(owner, own);
    if (rank === 0) own.delete(key);
    else own.set(key, rank);
    let highest = 0;
    for (const ranks of this.ranks.values()) highest = Math.max(highest, ranks.get(key) ?? 0);
    if (highest === (this.highest.get(key) ?? 0)) return null;
    if (highest === 0) this.highest.delete(key);
    else this.highest.set(key, highest);
    return highest;
  }

  read(keys: readonly string[]): number[] {
    return keys.map((key) => this.highest.get(key) ?? 0);
  }

  /** Forgets what an owner gave; its keys, whose highest rank is told by the next report of each. */
  drop(owner: number): string[] {
    const keys = [...(this.ranks.get(owner)?.keys() ?? [])];
    this.ranks.delete(owner);
    return keys;
  }
}
