/** Work that waits for a row's lock keeps a connection meanwhile: no more than a quarter of the pool may be lent to it. */
export class LockWaits {
  private readonly most: number;
  private underWay = 0;

  constructor(poolSize: number) {
    this.most = Math.max(1, Math.floor(poolSize / 4));
  }

  /** True if one more may wait: then `end` must follow. */
  begin(): boolean {
    if (this.underWay >= this.most) return false;
    this.underWay += 1;
    return true;
  }

  end(): void {
    this.underWay -= 1;
  }
}
