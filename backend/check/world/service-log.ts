import { closeSync, openSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** What a service prints, kept in a file. A disk that takes no more of it must not end the run that fills disks. */
export class ServiceLog {
  /** Pieces that could not be written. */
  lost = 0;
  private readonly descriptor: number;
  private isOpen = true;

  constructor(path: string) {
    this.descriptor = openSync(path, 'a');
  }

  keep(output: Readable): void {
    output.on('data', (piece: Buffer) => {
      if (!this.isOpen) return;
      try {
        writeSync(this.descriptor, piece);
      } catch {
        this.lost += 1;
      }
    });
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.descriptor);
  }
}
