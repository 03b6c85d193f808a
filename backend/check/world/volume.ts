import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Postgres } from './postgres.js';

const volumeSize = '4g';
/** Past a file size of this, PostgreSQL's processes can write no more: its files of data are far larger than 8 kB. */
const tightFileSize = '8192';

/**
 * Where the data lies: a file system of its own where we may mount one, so that it can really be full. Else a limit on
 * the size of files stands in for that, set on PostgreSQL's processes.
 */
export class Volume {
  readonly folder: string;
  private readonly isMounted: boolean;

  /** Lies in `room`, whose owner clears it away; what must not fill up goes elsewhere. */
  constructor(room: string) {
    this.folder = join(room, 'volume');
    mkdirSync(this.folder);
    const options = `size=${volumeSize},mode=755`;
    this.isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', this.folder]).status === 0;
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  get explanation(): string {
    return this.isMounted
      ? 'a full disk is a full file system of its own'
      : 'a full disk is a limit on the size of PostgreSQL’s files, as no file system could be mounted';
  }

  fill(postgres: Postgres): void {
    if (!this.isMounted) {
      limitFiles(postgres, tightFileSize);
      return;
    }
    const { blocks, bfree, bsize } = statfsSync(this.folder);
    this.resize(String((blocks - bfree) * bsize));
  }

  free(postgres: Postgres): void {
    if (this.isMounted) this.resize(volumeSize);
    else limitFiles(postgres, 'unlimited');
  }

  private resize(size: string): void {
    spawnSync('mount', ['-o', `remount,size=${size}`, this.folder]);
  }
}

function limitFiles(postgres: Postgres, size: string): void {
  for (const pid of postgres.processes())
    spawnSync('prlimit', ['--pid', String(pid), `--fsize=${size}:unlimited`]);
}
