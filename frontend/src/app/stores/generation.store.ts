import { Injectable } from '@angular/core';

/** Which history of the server's database what is held is from. A restored backup begins another one. */
@Injectable({ providedIn: 'root' })
export class GenerationStore {
  private now: string | null = null;
  private over: ReadonlySet<string> = new Set();

  /** Null before the first sync ever. */
  get present(): string | null {
    return this.now;
  }

  /** Those that this page saw end. */
  get ended(): ReadonlySet<string> {
    return this.over;
  }

  /** Takes the one that the server has; true where that ends the one before, so that nothing held counts any more. */
  take(generation: string): boolean {
    const before = this.now;
    this.now = generation;
    if (before === null || before === generation) return false;
    this.over = new Set([...this.over, before]);
    return true;
  }

  clear(): void {
    this.now = null;
    this.over = new Set();
  }
}
