import { Injectable } from '@nestjs/common';

/** What features want the operator to read when the product is ready. */
@Injectable()
export class ReadyLines {
  private readonly lines: string[] = [];
  private readonly last: ((address: string) => Promise<string[]>)[] = [];

  add(...lines: string[]): void {
    this.lines.push(...lines);
  }

  /** What can be said only once everything has started, with the address at which people reach the product. */
  addLast(linesFor: (address: string) => Promise<string[]>): void {
    this.last.push(linesFor);
  }

  async all(address: string): Promise<string[]> {
    const last = await Promise.all(this.last.map((linesFor) => linesFor(address)));
    return [...this.lines, ...last.flat()];
  }
}
