import { inject, Injectable } from '@angular/core';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { CommandLog, type Refusal } from '../../sync/commands/command-log.service';
import { type ItemWrite, ItemWrites } from '../../sync/items/item-writes';
import { FeatureRegistry } from '../feature/feature-registry';
import { SnackService } from './snack.service';

/** Says what of this person's changes the server refused, and why. */
@Injectable({ providedIn: SessionScope })
export class RefusedCommands {
  private readonly itemKinds = inject(FeatureRegistry).itemKinds;
  private readonly itemWrites = inject(ItemWrites);

  constructor() {
    const words = inject(WordsService);
    const errors = inject(ErrorWords);
    const snack = inject(SnackService);
    inject(CommandLog).refused$.subscribe((refused) => {
      const refusal = this.itemRefusal(refused) ?? refused.kind.refusal;
      if (refusal) snack.show(`${words.t(refusal)} ${errors.sentence(refused.error)}`);
    });
  }

  private itemRefusal({ kind: { name }, data }: Refusal) {
    if (name !== this.itemWrites.name) return undefined;
    return this.itemKinds().find(({ kind }) => kind === (data as ItemWrite).kind)?.refusal;
  }
}
