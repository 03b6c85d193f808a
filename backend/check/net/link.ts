import { connect, type Socket } from 'node:net';

export type Direction = 'up' | 'down';

/** What the network does to one connection. */
export interface LinkConditions {
  delayMs: number;
  /** Directions in which nothing gets through any more, though the connection stays open. */
  frozen: ReadonlySet<Direction>;
}

/** One connection of a client, through the proxy to the service. */
export class Link {
  conditions: LinkConditions = { delayMs: 0, frozen: new Set() };
  /** The next piece in this direction breaks off in the middle, and the connection with it. */
  cutNext: Direction | null = null;
  private readonly service: Socket;
  /** Until when pieces are held back, so that they keep their order. */
  private readonly heldUntil = { up: 0, down: 0 };
  private over = false;

  constructor(
    private readonly client: Socket,
    port: number,
    private readonly onRequest: (piece: Buffer) => void,
    private readonly onEnd: () => void,
  ) {
    this.service = connect(port, '127.0.0.1');
    for (const socket of [client, this.service]) socket.setNoDelay(true);
    this.pipe('up', client, this.service);
    this.pipe('down', this.service, client);
  }

  /** Breaks it off, as a network does that says so. */
  reset(): void {
    if (this.over) return;
    this.over = true;
    this.client.resetAndDestroy();
    this.service.resetAndDestroy();
    this.onEnd();
  }

  private pipe(direction: Direction, from: Socket, to: Socket): void {
    from.on('data', (piece: Buffer) => this.pass(direction, piece, to));
    from.on('error', () => this.reset());
    from.on('end', () => this.later(direction, () => to.end()));
    from.on('close', () => this.later(direction, () => this.reset()));
  }

  private pass(direction: Direction, piece: Buffer, to: Socket): void {
    if (direction === 'up') this.onRequest(piece);
    if (this.cutNext === direction) {
      if (!this.over) to.write(piece.subarray(0, Math.ceil(piece.length / 2)));
      // The half that was written must get out before the end.
      setTimeout(() => this.reset(), 5);
      this.cutNext = null;
      return;
    }
    this.later(direction, () => {
      if (!this.conditions.frozen.has(direction)) to.write(piece);
    });
  }

  /** After the delay, and after whatever came before in this direction. */
  private later(direction: Direction, work: () => void): void {
    const at = Date.now();
    const due = Math.max(at + this.conditions.delayMs, this.heldUntil[direction]);
    this.heldUntil[direction] = due;
    const run = () => {
      if (!this.over) work();
    };
    if (due <= at) run();
    else setTimeout(run, due - at);
  }
}
