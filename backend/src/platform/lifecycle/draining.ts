import { Injectable } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { UnavailableError } from '../errors/domain-error.js';

/** Whether we are stopping, and what is still under way. */
@Injectable()
export class Draining {
  private readonly waiting = new Set<() => void>();
  private requests = 0;
  private announced = false;
  private begun = false;

  /** Whether new requests had better go elsewhere. */
  get isAnnounced(): boolean {
    return this.announced;
  }

  /** Whether what is new is refused. */
  get hasBegun(): boolean {
    return this.begun;
  }

  /** From now on we are not ready, and serve all the same: so nobody is refused before balancers have noticed. */
  announce(): void {
    this.announced = true;
  }

  /** From now on new requests are refused; those under way are finished. */
  begin(): void {
    this.announced = true;
    this.begun = true;
  }

  /** Resolves when the last request under way is answered, or after `timeoutMs`. */
  async finished(timeoutMs: number): Promise<void> {
    if (this.requests === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  readonly middleware: RequestHandler = (request, response, next) => {
    if (this.begun) {
      response.setHeader('Connection', 'close');
      // Probes must be answered that we are not ready, and that we live.
      if (!request.path.startsWith('/health')) {
        next(new UnavailableError('The server is stopping. Try again in a moment.'));
        return;
      }
    }
    this.requests += 1;
    response.once('close', () => {
      this.requests -= 1;
      if (this.requests === 0) this.waiting.forEach((notify) => notify());
    });
    next();
  };
}
