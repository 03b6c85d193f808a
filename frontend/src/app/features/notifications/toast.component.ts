import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { ToastNoAnimation } from 'ngx-toastr';
import { UsersStore } from '../../stores/users.store';
import type { MissedNotification } from './missed-notification';

/** A message that came for another conversation. A click or Enter opens it; pointer or focus hold it. */
@Component({
  selector: 'app-message-toast',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button type="button" (click)="tapToast()" (focus)="stickAround()" (blur)="delayedHideToast()">
      <strong>{{ sender()?.displayName }}</strong>
      <span>{{ notification.body }}</span>
    </button>
  `,
})
export class ToastComponent extends ToastNoAnimation<MissedNotification> {
  readonly notification = this.toastPackage.config.payload as MissedNotification;
  readonly sender = inject(UsersStore).get(this.notification.senderId);
}
