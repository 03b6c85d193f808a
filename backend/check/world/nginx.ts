import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause } from '../clock.js';
import { freePort } from './free-port.js';

const shipped = fileURLToPath(new URL('../../../../docker/nginx/nginx.conf', import.meta.url));

/** nginx in front of the nodes, as the composition has it: the shipped configuration, with other folders and ports. */
export class Nginx {
  private server: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  /** `nginx` on the PATH, or NGINX_PATH; `nodes` are their ports on this machine. */
  static async open(room: string, nodes: readonly number[]): Promise<Nginx> {
    const folder = join(room, 'nginx');
    mkdirSync(join(folder, 'tls'), { recursive: true });
    const nginx = new Nginx(await freePort(), folder);
    const text = nodes
      .reduce(
        (configuration, port, at) => configuration.replaceAll(`node-${at + 1}:3000`, `127.0.0.1:${port}`),
        readFileSync(shipped, 'utf8'),
      )
      .replaceAll('/tmp/', `${folder}/`)
      .replaceAll('/etc/nginx/', `${folder}/`)
      .replace('access_log /dev/stdout plain;', 'access_log off;')
      .replace('listen 8080', `listen 127.0.0.1:${nginx.port}`);
    writeFileSync(join(folder, 'nginx.conf'), text);
    await nginx.start();
    return nginx;
  }

  /** Resolves when it takes connections; throws where it ended at once. */
  async start(): Promise<void> {
    const program = process.env['NGINX_PATH'] || 'nginx';
    const log = openSync(join(this.folder, 'output'), 'a');
    // One process: to kill or freeze it is to kill or freeze all of it.
    const args = [
      '-p',
      this.folder,
      '-e',
      join(this.folder, 'error.log'),
      '-c',
      join(this.folder, 'nginx.conf'),
    ];
    const server = spawn(program, [...args, '-g', 'daemon off; master_process off;'], {
      cwd: this.folder,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    server.on('error', () => undefined);
    this.server = server;
    while (!(await this.listens())) {
      if (!this.isRunning)
        throw new Error(
          `nginx, which three nodes need, ended at once: ${readFileSync(join(this.folder, 'output'), 'utf8')}`,
        );
      await pause(20);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.server?.kill(signal);
  }

  async kill(): Promise<void> {
    if (!this.server || !this.isRunning) return;
    const gone = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await gone;
  }

  private get isRunning(): boolean {
    const { server } = this;
    return server?.pid !== undefined && server.exitCode === null && server.signalCode === null;
  }

  private async listens(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }
}
