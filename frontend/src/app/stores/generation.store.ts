import { Injectable } from '@angular/core';
import { type Observable, Subject } from 'rxjs';
import { SessionScope } from '../core/session-scope';

/** Which history of the server's database what is held is from. A restored backup begins another one. */
@Injectable({ providedIn: SessionScope })
export class GenerationStore {
  private now: string | null = null;
  private over: ReadonlySet<string> = new Set();
  /** Found in this browser since the server was last heard: of an earlier history, or of a later one. */
  private readonly met = new Set<string>();
  private readonly doubts = new Subject<void>();

  /** Another one than the present was found: only the server knows which of them is over. */
  readonly doubted$: Observable<void> = this.doubts.asObservable();

  /** Null before the first sync ever. */
  get present(): string | null {
    return this.now;
  }

  /** Those that are known to have ended. */
  get ended(): ReadonlySet<string> {
    return this.over;
  }

  /** What this browser keeps is of another one. */
  doubt(other: string): void {
    if (this.met.has(other)) return;
    this.met.add(other);
    this.doubts.next();
  }

  /** Takes the one that the server has; true where that ends the one before, so that nothing held counts any more. */
  adopt(generation: string): boolean {
    const before = this.now;
    this.now = generation;
    const others = [...this.met, ...(before === null ? [] : [before])].filter((one) => one !== generation);
    this.met.clear();
    this.over = new Set([...this.over, ...others]);
    return before !== null && before !== generation;
  }
}
