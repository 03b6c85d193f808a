import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Of a file or a folder, on the same disk. */
export interface Move {
  from: string;
  to: string;
}

/** Moves all of these, in their order, or none. Gives what takes them back. */
export function moveAll(moves: readonly Move[]): () => void {
  const undo: (() => void)[] = [];
  const undoMoves = () => undo.reverse().forEach((step) => step());
  try {
    for (const { from, to } of moves) {
      const made = mkdirSync(dirname(to), { recursive: true });
      if (made !== undefined) undo.push(() => rmSync(made, { recursive: true }));
      renameSync(from, to);
      undo.push(() => renameSync(to, from));
    }
  } catch (error) {
    undoMoves();
    throw error;
  }
  return undoMoves;
}
