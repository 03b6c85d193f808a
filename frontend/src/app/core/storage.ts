import { Injectable } from '@angular/core';

/** What is kept in this browser, as JSON. Survives a full, absent or forbidden storage: then nothing is kept. */
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

  /** Calls when another tab writes or removes this key. */
  onChange(key: string, call: () => void): void {
    window.addEventListener('storage', (event) => {
      if (event.key === this.prefix + key) call();
    });
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
