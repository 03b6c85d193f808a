import { inject, Injectable } from '@angular/core';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { CommandLog } from '../../sync/commands/command-log.service';
import { SnackService } from './snack.service';

/** Says what of this person's changes the server refused, and why. */
@Injectable({ providedIn: 'root' })
export class RefusedCommands {
  constructor() {
    const words = inject(WordsService);
    const errors = inject(ErrorWords);
    const snack = inject(SnackService);
    inject(CommandLog).refused$.subscribe(({ kind: { refusal }, error }) => {
      if (refusal) snack.show(`${words.t(refusal)} ${errors.sentence(error)}`);
    });
  }
}
