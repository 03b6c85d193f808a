import { now } from '../clock.js';

const keptLines = 80;

/** The last lines of what happened, by conversation; lines about none of them belong to all. */
export class Log {
  private readonly lines = new Map<string, { at: number; text: string }[]>();

  add(conversationId: string | null, text: string): void {
    const key = conversationId ?? '';
    const lines = this.lines.get(key) ?? [];
    lines.push({ at: now(), text });
    if (lines.length > keptLines) lines.shift();
    this.lines.set(key, lines);
  }

  around(conversationId: string | undefined): string[] {
    const own = conversationId === undefined ? [] : (this.lines.get(conversationId) ?? []);
    return [...own, ...(this.lines.get('') ?? [])]
      .sort((one, other) => one.at - other.at)
      .map(({ at, text }) => `${(at / 1_000).toFixed(3)} ${text}`);
  }

  forget(conversationId: string): void {
    this.lines.delete(conversationId);
  }
}
