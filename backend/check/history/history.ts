import { Changes } from './changes.js';
import { Commands } from './commands.js';
import { Counts } from './counts.js';
import { ItemLedger } from './item-ledger.js';
import { Ledger } from './ledger.js';
import { Log } from './log.js';
import { Markers } from './markers.js';
import { Memberships } from './memberships.js';
import { Recovery } from './recovery.js';
import { Sends } from './sends.js';
import { Violations } from './violations.js';

/** Everything that was asked, answered, seen and broken in one run. */
export class History {
  readonly log = new Log();
  readonly violations = new Violations((conversationId) => this.log.around(conversationId));
  readonly ledger = new Ledger(this.violations);
  readonly items = new ItemLedger(this.violations);
  readonly sends = new Sends();
  readonly commands = new Commands();
  readonly changes = new Changes();
  readonly markers = new Markers(this.violations);
  readonly memberships = new Memberships();
  readonly counts = new Counts();
  readonly recovery = new Recovery();

  /** A conversation that is out of use, and was checked for the last time. */
  forget(conversationId: string): void {
    for (const part of [this.log, this.ledger, this.sends, this.commands, this.changes, this.markers])
      part.forget(conversationId);
  }
}
