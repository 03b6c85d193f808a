import type { StreamEntry } from './event-stream.js';

/** Senders whose counters are remembered: the nodes that live, and some that did. */
const sendersMax = 100;

/** How far one node has read the stream, and whether what comes next is what follows. */
export class StreamPosition {
  private readonly numbers = new Map<string, number>();

  /** `id`: of the last entry that counts as read. */
  constructor(private last: string) {}

  get id(): string {
    return this.last;
  }

  /** Goes on from `id`: what lay between is known to be missed, of whichever sender. */
  moveTo(id: string): void {
    this.last = id;
    this.numbers.clear();
  }

  /**
   * Reads an entry. `follows`: nothing before it was missed, neither in the stream nor of its sender, whose entries a
   * Redis that failed over may have lost. `isRepeated`: it was read before.
   */
  take({ id, previous, node, number }: StreamEntry): { follows: boolean; isRepeated: boolean } {
    const before = this.numbers.get(node);
    const isRepeated = before !== undefined && number <= before;
    const follows = previous === this.last && (before === undefined || number <= before + 1);
    if (!follows) this.numbers.clear();
    if (!isRepeated) this.remember(node, number);
    this.last = id;
    return { follows, isRepeated };
  }

  private remember(node: string, number: number): void {
    this.numbers.delete(node);
    this.numbers.set(node, number);
    const [longestSilent] = this.numbers.keys();
    if (this.numbers.size > sendersMax && longestSilent !== undefined) this.numbers.delete(longestSilent);
  }
}
