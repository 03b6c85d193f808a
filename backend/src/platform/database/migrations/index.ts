import { Initial1700000000000 } from './1700000000000-initial.js';
import { MessageChanges1795363200000 } from './1795363200000-message-changes.js';
import { MarkerAdvances1795449600000 } from './1795449600000-marker-advances.js';
import { EndedSessions1795536300000 } from './1795536300000-ended-sessions.js';
import { MarkerAdvanceBlocks1795536400000 } from './1795536400000-marker-advance-blocks.js';
import { Lookups1795536401000 } from './1795536401000-lookups.js';
import { WriteProbe1795536500000 } from './1795536500000-write-probe.js';
import { DatabaseGeneration1795536600000 } from './1795536600000-database-generation.js';
import { CommitRecords1795622400000 } from './1795622400000-commit-records.js';
import { JoinedSeq1795708800000 } from './1795708800000-joined-seq.js';
import { DirectoryWords1795709000000 } from './1795709000000-directory-words.js';
import { ReactionTimes1795709100000 } from './1795709100000-reaction-times.js';
import { FirstRunTokens1795709200000 } from './1795709200000-first-run-tokens.js';
import { MessageParts1795996800000 } from './1795996800000-message-parts.js';
import { Jobs1795996900000 } from './1795996900000-jobs.js';

/** The core’s migrations, oldest first. Features have theirs in folders of their own: see `src/migrations.ts`. */
export const migrations = [
  Initial1700000000000,
  MessageChanges1795363200000,
  MarkerAdvances1795449600000,
  EndedSessions1795536300000,
  MarkerAdvanceBlocks1795536400000,
  Lookups1795536401000,
  WriteProbe1795536500000,
  DatabaseGeneration1795536600000,
  CommitRecords1795622400000,
  JoinedSeq1795708800000,
  DirectoryWords1795709000000,
  ReactionTimes1795709100000,
  FirstRunTokens1795709200000,
  MessageParts1795996800000,
  Jobs1795996900000,
];
