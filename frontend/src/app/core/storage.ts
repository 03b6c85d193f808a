import { Injectable } from '@angular/core';
import { filter, fromEvent, map, type Observable } from 'rxjs';

/**
 * What is kept in this browser, as JSON. Survives a full, absent or forbidden storage: then nothing is kept. Outlives
 * sessions: it holds nothing itself.
 */
@Injectable({ providedIn: 'root' })
export class BrowserStorage {
  private readonly prefix = 'litspark.';

  read<T>(key: string): T | null {
    try {
      const text = localStorage.getItem(this.prefix + key);
      return text === null ? null : (JSON.parse(text) as T);
    } catch {
      return null;
    }
  }

  /** Returns whether it was kept. */
  write(key: string, value: unknown): boolean {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // Without storage there is nothing to remove.
    }
  }

  /** Each time that another tab writes or removes this key. */
  changes(key: string): Observable<void> {
    return fromEvent<StorageEvent>(window, 'storage').pipe(
      filter((event) => event.key === this.prefix + key),
      map(() => undefined),
    );
  }

  /** Each time that another tab writes a key that begins so. */
  writes(start: string): Observable<void> {
    return fromEvent<StorageEvent>(window, 'storage').pipe(
      filter(({ key, newValue }) => newValue !== null && key?.startsWith(this.prefix + start) === true),
      map(() => undefined),
    );
  }

  /** Removes all whose keys begin so. */
  removeAll(start: string): void {
    for (const key of this.keys(start)) this.remove(key);
  }

  /** The keys that begin so, without our own prefix. */
  keys(start: string): string[] {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix + start))
        .map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }
}
