import { createHash } from 'node:crypto';

const modulus = 1n << 256n;

/** Adds up the SHA-256 of lines: two sets of rows with the same sum are the same, in whatever order they come. */
export class RowsDigest {
  rows = 0;
  private sum = 0n;

  add(line: string): void {
    this.rows += 1;
    this.sum = (this.sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % modulus;
  }

  get hex(): string {
    return this.sum.toString(16).padStart(64, '0');
  }
}
