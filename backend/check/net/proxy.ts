import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Link } from './link.js';

/** Requests that may arrive a second time, whenever that is, without changing anything. */
const repeatable = /^POST \/api\/conversations\/[^ ]+\/(messages|read) /;

/** A network of ours between clients and service, in which things go wrong on request. */
export class Proxy {
  readonly links = new Set<Link>();
  /** How likely a request is to arrive twice. */
  duplication = 0;
  private readonly server: Server;
  private isCut = false;

  constructor(
    private readonly servicePort: number,
    private readonly chance: () => number = () => 1,
    /** A request was sent a second time. */
    private readonly onDuplicate: (text: string) => void = () => undefined,
  ) {
    this.server = createServer((client) => {
      const link: Link = new Link(
        client,
        servicePort,
        (piece) => this.maybeRepeat(piece),
        () => this.links.delete(link),
      );
      this.links.add(link);
      if (this.isCut) freeze(link);
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.port;
  }

  /** Where it listens. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    for (const link of [...this.links]) link.reset();
  }

  /** Nothing gets through any more, on connections that are there and on new ones, and neither side is notified. */
  cut(): void {
    this.isCut = true;
    for (const link of this.links) freeze(link);
  }

  /** Undisturbed; connections on which something was swallowed can't be mended, and end. */
  heal(): void {
    this.duplication = 0;
    this.isCut = false;
    for (const link of [...this.links]) {
      if (link.conditions.frozen.size > 0 || link.cutNext !== null) link.reset();
      else link.conditions = { delayMs: 0, frozen: new Set() };
    }
  }

  /** A request that came in one piece is sent once more over a connection of its own, a moment later. */
  private maybeRepeat(piece: Buffer): void {
    if (this.duplication === 0 || this.chance() > this.duplication) return;
    const text = piece.toString();
    if (!repeatable.test(text)) return;
    this.onDuplicate(text);
    setTimeout(() => {
      const second = connect(this.servicePort, '127.0.0.1', () => second.write(piece));
      second.on('error', () => second.destroy());
      second.on('data', () => second.destroy());
      second.setTimeout(5_000, () => second.destroy());
    }, this.chance() * 500);
  }
}

function freeze(link: Link): void {
  link.conditions = { ...link.conditions, frozen: new Set(['up', 'down']) };
}
