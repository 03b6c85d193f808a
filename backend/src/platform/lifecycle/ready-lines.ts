import { Injectable } from '@nestjs/common';

/** What features want the operator to read when the product is ready. */
@Injectable()
export class ReadyLines {
  private readonly lines: string[] = [];

  add(...lines: string[]): void {
    this.lines.push(...lines);
  }

  get all(): readonly string[] {
    return this.lines;
  }
}
