import type { EnvironmentProviders } from '@angular/core';
import { ItemWrites } from '../items/item-writes';
import { provideCommandKinds } from './command-kind';
import { Deletions } from './kinds/deletions';
import { Edits } from './kinds/edits';
import { Preferences } from './kinds/preferences';
import { ReadMarks } from './kinds/read-marks';

/** The kinds of commands that messaging itself has. */
export function provideMessagingCommands(): EnvironmentProviders {
  return provideCommandKinds(Edits, Deletions, ReadMarks, Preferences, ItemWrites);
}
