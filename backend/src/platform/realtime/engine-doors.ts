import { createServer, request as callDoor, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Workers } from '../workers/workers.js';
import { sessionOf, type EngineMiddleware } from './engine-requests.js';
import type { RealtimeServer } from './realtime-socket.js';

interface Engine {
  generateId(request: IncomingMessage): string;
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
}

/** As Engine.IO says that it does not know a session: the client connects anew. */
const unknownSession = JSON.stringify({ code: 1, message: 'Session ID unknown' });
/** These are between two neighbours; what goes on has its own. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'proxy-connection']);

/**
 * Among workers each request of long-polling, and an upgrade from it, may come to another one than holds the session: any connection may, and
 * a browser or a proxy keeps its connections for requests of all kinds. The id of a session begins with the number of its worker, which
 * has a door of its own on this machine; whoever receives a request that is not its own hands it on there.
 */
@Injectable()
export class EngineDoors implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly door = createServer();
  private readonly atDoor = new WeakSet<IncomingMessage>();
  private isUsed = false;

  constructor(private readonly workers: Workers) {}

  /** The port of this worker's door; 0 where there are no workers. */
  get port(): number {
    return (this.door.address() as AddressInfo | null)?.port ?? 0;
  }

  /** Called once, by the adapter. */
  attach({ engine }: Pick<RealtimeServer, 'engine'>): void {
    const { number } = this.workers;
    if (number === null) return;
    this.isUsed = true;
    const own = engine as Engine;
    const generateId = own.generateId.bind(own);
    own.generateId = (request) => `${number}.${generateId(request)}`;
    this.door.on('request', (request, response) => {
      this.atDoor.add(request);
      own.handleRequest(request, response);
    });
    this.door.on('upgrade', (request, socket, head) => {
      this.atDoor.add(request);
      own.handleUpgrade(request, socket as Socket, head);
    });
  }

  /** Hands on what belongs to another worker. */
  readonly middleware: EngineMiddleware = (request, response, next) => {
    const { number } = this.workers;
    const owner = number === null ? null : ownerOf(request);
    if (owner === null || owner === number || this.atDoor.has(request)) next();
    else if ('writableLength' in response) this.passOn(request, response, this.workers.doorOf(owner));
    else passUpgradeOn(request, this.workers.doorOf(owner));
  };

  async onApplicationBootstrap(): Promise<void> {
    if (!this.isUsed) return;
    await new Promise<void>((resolve, reject) => {
      this.door.once('error', reject);
      // Else all workers would share it.
      this.door.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
    });
  }

  onApplicationShutdown(): void {
    this.door.close();
    this.door.closeAllConnections();
  }

  private passOn(request: IncomingMessage, response: ServerResponse, port: number | undefined): void {
    const { method, url: path } = request;
    const unknown = () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(400, { 'Content-Type': 'application/json' }).end(unknownSession);
    };
    if (port === undefined) return unknown();
    const handed = callDoor({ host: '127.0.0.1', port, method, path, headers: headersOf(request) });
    handed.on('error', unknown);
    handed.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, headersOf(answer));
      answer.on('error', unknown).pipe(response);
    });
    response.once('close', () => handed.destroy());
    request.pipe(handed);
  }
}

/** The worker that holds the session of a request; null where it begins one. */
function ownerOf(request: IncomingMessage): number | null {
  const [, number] = /^(\d{1,3})\./.exec(sessionOf(request) ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

const headersOf = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.has(name)));

/** A WebSocket client says nothing before it is answered: there is no head to hand on. */
function passUpgradeOn({ method, url, rawHeaders, socket }: IncomingMessage, port: number | undefined): void {
  if (port === undefined) {
    socket.destroy();
    return;
  }
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  const door = connect(port, '127.0.0.1', () => door.write(`${lines.join('\r\n')}\r\n\r\n`));
  for (const [one, other] of [[socket, door] as const, [door, socket] as const])
    one
      .on('error', () => other.destroy())
      .once('close', () => other.destroy())
      .pipe(other);
}
