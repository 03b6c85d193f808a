import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('change-half-way.mjs', import.meta.url));

/** A process that begins to rename a conversation through the built product's own unit of work, and can be stopped half-way. */
export class FrozenNode {
  private readonly child: ChildProcess;
  private output = '';

  constructor(databaseUrl: string, conversationId: string) {
    this.child = spawn(process.execPath, [program, databaseUrl, conversationId], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** Resolves when it has changed the row and not committed. */
  async holds(): Promise<void> {
    await this.said('holding');
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Lets it go on; what became of its change: `DONE`, or the code of its error. */
  async outcome(): Promise<string> {
    this.child.stdin?.write('go on\n');
    await once(this.child, 'close');
    return this.output.trim().split('\n').at(-1) ?? '';
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private async said(word: string): Promise<void> {
    while (!this.output.includes(word)) {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.output}`);
      await Promise.race([once(this.child.stdout!, 'data'), once(this.child, 'close')]);
    }
  }
}
