/** What jsdom lacks: Web Locks by their specification, of one browser whose tabs are all in this process. */
interface Request {
  name: string;
  mode: LockMode;
  grant: (lock: Lock | null) => void;
}
interface Held extends Request {
  lose: (reason: Error) => void;
}

type Callback = (lock: Lock | null) => unknown;

export class WebLocks {
  private held: Held[] = [];
  private queue: Request[] = [];

  async request(name: string, options: LockOptions, callback: Callback): Promise<unknown> {
    const { mode = 'exclusive', ifAvailable, steal, signal } = options;
    signal?.throwIfAborted();
    let lose: (reason: Error) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => (lose = reject));
    // Who is no longer waiting doesn't hear of it.
    lost.catch(() => undefined);
    const granted = new Promise<Lock | null>((grant, refuse) => {
      const request = { name, mode, grant, lose };
      if (steal) {
        for (const one of this.held.filter((held) => held.name === name))
          one.lose(new DOMException('Lock broken by another request with the "steal" option.', 'AbortError'));
        this.held = this.held.filter((held) => held.name !== name);
        this.queue.unshift(request);
      } else if (ifAvailable && !this.isGrantable(request, this.queue)) {
        grant(null);
        return;
      } else this.queue.push(request);
      signal?.addEventListener('abort', () => {
        if (!this.queue.includes(request)) return;
        this.queue = this.queue.filter((one) => one !== request);
        refuse(signal.reason as Error);
        this.grantNext();
      });
      this.grantNext();
    });
    const lock = await granted;
    const one = this.held.find((held) => held.lose === lose);
    try {
      return await Promise.race([callback(lock), lost]);
    } finally {
      this.held = this.held.filter((held) => held !== one);
      this.grantNext();
    }
  }

  query(): Promise<LockManagerSnapshot> {
    const told = (requests: readonly Request[]) =>
      requests.map(({ name, mode }) => ({ name, mode, clientId: 'this process' }));
    return Promise.resolve({ held: told(this.held), pending: told(this.queue) });
  }

  private grantNext(): void {
    for (const [at, request] of this.queue.entries()) {
      if (!this.isGrantable(request, this.queue.slice(0, at))) continue;
      this.queue = this.queue.filter((one) => one !== request);
      this.held.push(request as Held);
      request.grant({ name: request.name, mode: request.mode });
      this.grantNext();
      return;
    }
  }

  /** Nobody holds it, or waits for it longer; several may share one. */
  private isGrantable({ name, mode }: Request, ahead: readonly Request[]): boolean {
    if (ahead.some((one) => one.name === name)) return false;
    const holders = this.held.filter((one) => one.name === name);
    return holders.length === 0 || (mode === 'shared' && holders.every((one) => one.mode === 'shared'));
  }
}

export const installWebLocks = (locks: WebLocks | undefined = new WebLocks()): void =>
  void Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });

installWebLocks();
