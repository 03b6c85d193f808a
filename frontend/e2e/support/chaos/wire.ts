import type { BrowserContext, WebSocketRoute } from '@playwright/test';

/** `deaf`: what the browser asks arrives, and no answer comes back. */
export type Wire = 'whole' | 'cut' | 'deaf';

/** What lies between one browser and the server; to be laid before any of its pages connects. */
export class Cable {
  private wire: Wire = 'whole';
  private readonly sockets = new Set<WebSocketRoute>();

  private constructor(private readonly context: BrowserContext) {}

  static async lay(context: BrowserContext): Promise<Cable> {
    const cable = new Cable(context);
    await context.routeWebSocket(/\/socket\.io\//, (socket) => cable.carry(socket));
    await context.route(/\/(api|socket\.io)\//, async (route) => {
      // A renewed session whose answer is lost would end by design.
      const asked = cable.wire === 'deaf' && !route.request().url().includes('/api/auth/');
      if (asked) await route.fetch().catch(() => undefined);
      await (cable.wire === 'whole' ? route.continue() : route.abort()).catch(() => undefined);
    });
    return cable;
  }

  async become(wire: Wire): Promise<void> {
    const broken = wire === 'cut' || (wire === 'whole' && this.wire === 'deaf');
    this.wire = wire;
    if (broken) await this.drop();
  }

  /** Whether there is a network at all, as the browser itself knows. */
  async plugged(plugged: boolean): Promise<void> {
    await this.context.setOffline(!plugged);
    if (!plugged) await this.drop();
  }

  private carry(socket: WebSocketRoute): void {
    if (this.wire !== 'whole') return void socket.close();
    const server = socket.connectToServer();
    this.sockets.add(socket);
    socket.onMessage((message) => this.wire !== 'cut' && server.send(message));
    server.onMessage((message) => this.wire === 'whole' && socket.send(message));
  }

  /** Nothing that was lost comes later: as with a broken connection, both ends begin anew. */
  private async drop(): Promise<void> {
    const open = [...this.sockets];
    this.sockets.clear();
    for (const socket of open) await socket.close().catch(() => undefined);
  }
}
