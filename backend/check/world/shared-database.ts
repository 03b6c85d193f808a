import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One PostgreSQL for several nodes, started by a program that starts it again whenever it dies. */
export class SharedDatabase {
  private constructor(
    private readonly host: ChildProcess,
    readonly url: string,
  ) {}

  /** `home` is the backend's folder, whose programs it uses. */
  static async open(home: string, dataDir: string): Promise<SharedDatabase> {
    const program = fileURLToPath(new URL('./database-host.js', import.meta.url));
    const host = spawn(process.execPath, [program, home, dataDir], {
      cwd: home,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [url] = (await Promise.race([
      once(createInterface(host.stdout), 'line'),
      once(host, 'exit').then(() => {
        throw new Error('the shared database does not start');
      }),
    ])) as [string];
    return new SharedDatabase(host, url);
  }

  /** From now on nothing starts the database again. */
  kill(): void {
    this.host.kill('SIGKILL');
  }
}
