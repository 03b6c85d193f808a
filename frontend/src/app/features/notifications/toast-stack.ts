import { DestroyRef, inject, Injectable, signal, type WritableSignal } from '@angular/core';
import { ToastrService } from 'ngx-toastr';
import { SessionScope } from '../../core/session-scope';
import { Viewport } from '../messaging/viewport.service';
import type { MissedNotification, NotificationSink } from '../feature/notification-sink';
import { ToastComponent } from './toast.component';

const mostShown = { wide: 3, narrow: 1 };
const shownForMs = 5_000;
/** After the pointer or the focus has left a held toast. */
const afterHoldMs = 2_000;

interface Shown {
  notification: WritableSignal<MissedNotification>;
  toastId: number;
}

/** The toasts on the screen: one for each conversation, the newest ones; three at most, one where it is narrow. */
@Injectable({ providedIn: SessionScope })
export class ToastStack implements NotificationSink {
  private readonly toastr = inject(ToastrService);
  private readonly viewport = inject(Viewport);
  private readonly stack = signal<readonly Shown[]>([]);

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      for (const shown of this.shown()) this.close(shown);
    });
  }

  /** What is on the screen, earliest first. */
  shown(): MissedNotification[] {
    return this.stack().map(({ notification }) => notification());
  }

  show(given: MissedNotification, onTap: () => void): void {
    for (const other of this.shown()) if (other.conversationId === given.conversationId) this.close(other);
    const kept = mostShown[this.viewport.narrow() ? 'narrow' : 'wide'] - 1;
    const shown = this.shown();
    for (const oldest of shown.slice(0, shown.length - kept)) this.close(oldest);
    const notification = signal(given);
    const toast = this.toastr.show('', '', {
      toastComponent: ToastComponent,
      payload: notification.asReadonly(),
      timeOut: shownForMs,
      extendedTimeOut: afterHoldMs,
      tapToDismiss: true,
      progressBar: false,
      positionClass: 'toast-top-right',
    });
    if (!toast) return;
    this.stack.update((stack) => [...stack, { notification, toastId: toast.toastId }]);
    toast.onTap.subscribe(onTap);
    toast.onHidden.subscribe(() => this.drop(toast.toastId));
  }

  /** What is on the screen of it says the same from here on. */
  change(present: MissedNotification): void {
    this.find(present.id)?.notification.set(present);
  }

  close({ id }: MissedNotification): void {
    const shown = this.find(id);
    if (!shown) return;
    this.drop(shown.toastId);
    this.toastr.remove(shown.toastId);
  }

  private find(id: string): Shown | undefined {
    return this.stack().find(({ notification }) => notification().id === id);
  }

  private drop(toastId: number): void {
    this.stack.update((stack) => stack.filter((one) => one.toastId !== toastId));
  }
}
