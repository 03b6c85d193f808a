import { Dialog } from '@angular/cdk/dialog';
import { DestroyRef, inject, Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';

/** The dialogs of a session: they find its services, and close when it ends. */
@Injectable({ providedIn: SessionScope })
export class Dialogs extends Dialog {
  constructor() {
    super();
    inject(DestroyRef).onDestroy(() => this.closeAll());
  }
}
