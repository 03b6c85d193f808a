import { inject, Injectable, Injector } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { SessionScope } from '../../../core/session-scope';
import { Dialogs } from '../dialogs.service';
import { floating } from '../floating';
import { Viewport } from '../viewport.service';
import type { TimeAnswer, TimeQuestion } from './time-question';

/** Asks for a moment to come. */
@Injectable({ providedIn: SessionScope })
export class ChooseTime {
  private readonly dialog = inject(Dialogs);
  private readonly injector = inject(Injector);
  private readonly viewport = inject(Viewport);

  /** At least this moment's, at most a year ahead; null where the person leaves without an answer. */
  async ask(question: TimeQuestion, origin: HTMLElement): Promise<TimeAnswer | null> {
    const { ChooseTimeDialog } = await import('./choose-time.dialog');
    const opened = this.dialog.open<TimeAnswer>(ChooseTimeDialog, {
      data: question,
      ariaLabel: question.heading,
      ariaModal: true,
      autoFocus: '.first',
      restoreFocus: origin,
      ...floating(this.injector, origin, this.viewport.narrow()),
    });
    return (await firstValueFrom(opened.closed)) ?? null;
  }
}
