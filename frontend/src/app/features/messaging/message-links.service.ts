import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type Observable, Subject } from 'rxjs';
import { SessionScope } from '../../core/session-scope';
import { permalinkOf } from '../../ui/markdown/permalink';
import { Dialogs } from './dialogs.service';

/** Opens conversations at one message, from a notification or a permalink. */
@Injectable({ providedIn: SessionScope })
export class MessageLinks {
  private readonly router = inject(Router);
  private readonly dialog = inject(Dialogs);
  private readonly repeats = new Subject<{ conversationId: string; seq: number }>();

  /** A message whose address is open already: it is to be shown once more. */
  readonly repeated$: Observable<{ conversationId: string; seq: number }> = this.repeats.asObservable();

  /** Without `seq` the conversation opens as it does from the list. */
  open(conversationId: string, seq: number | null): void {
    // It would open behind them.
    this.dialog.closeAll();
    const queryParams = seq === null ? {} : { seq };
    const target = this.router.createUrlTree(['/c', conversationId], { queryParams });
    if (seq !== null && this.router.url === this.router.serializeUrl(target)) {
      this.repeats.next({ conversationId, seq });
    } else {
      void this.router.navigateByUrl(target);
    }
  }

  /** A click anywhere: a permalink of ours opens in the application, unless another tab or window was asked for. */
  follow(event: MouseEvent): void {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (event.defaultPrevented || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a.permalink') : null;
    const permalink = link && permalinkOf(link.getAttribute('href') ?? '');
    if (!permalink) return;
    event.preventDefault();
    this.open(permalink.conversationId, permalink.seq);
  }
}
