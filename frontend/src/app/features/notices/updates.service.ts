import { inject, Injectable, signal } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';
import { filter } from 'rxjs';

/** Between two looks for a new version, besides the one after each connection; in milliseconds. */
const lookEveryMs = 60 * 60_000;
/** What the service worker calls its caches. */
const shellCaches = 'ngsw:';

/** `ready`: a new version waits for the page to be loaded anew; `broken`: a part of this one is neither here nor there. */
export type UpdateState = 'none' | 'ready' | 'broken';

/** New versions of the application: offered, never forced. Outlives sessions: they are not a person's. */
@Injectable({ providedIn: 'root' })
export class Updates {
  private readonly worker = inject(SwUpdate);
  private readonly current = signal<UpdateState>('none');
  readonly state = this.current.asReadonly();

  constructor() {
    if (!this.worker.isEnabled) return;
    this.worker.versionUpdates
      .pipe(filter(({ type }) => type === 'VERSION_READY'))
      .subscribe(() => this.current.update((state) => (state === 'broken' ? state : 'ready')));
    this.worker.unrecoverable.subscribe(() => this.current.set('broken'));
    setInterval(() => this.look(), lookEveryMs);
  }

  /** Asks for a new version now. */
  look(): void {
    if (!this.worker.isEnabled) return;
    // Without network there is nothing to find, and the next connection looks again.
    this.worker.checkForUpdate().catch(() => undefined);
  }

  /** Loads the page anew, and with it the new version. */
  async reload(): Promise<void> {
    if (this.current() === 'broken') await this.dropShell();
    location.reload();
  }

  /** The next version is offered again. */
  later(): void {
    this.current.set('none');
  }

  private async dropShell(): Promise<void> {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.map((registration) => registration.unregister()));
    const names = (await caches.keys()).filter((name) => name.startsWith(shellCaches));
    await Promise.all(names.map((name) => caches.delete(name)));
  }
}
