import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../steps/paths.mjs';
import { freePort } from '../free-port.mjs';

const shipped = join(root, 'docker', 'nginx');
const program = process.env.NGINX_PATH || 'nginx';
const openssl = process.env.OPENSSL_PATH || 'openssl';

/**
 * The shipped configuration with other folders and ports, in front of the given ports, which stand for the nodes in their order. With
 * `tls` the shipped example counts too, with a certificate made here.
 * @returns {Promise<{ plain: number, encrypted: number, check(): void, start(): Promise<void>, stop(): Promise<void> }>}
 */
export async function prepareNginx(nodes, { tls = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-nginx-'));
  // Workers of a master that root started are somebody else.
  chmodSync(folder, 0o777);
  mkdirSync(join(folder, 'tls'));
  const [plain, encrypted] = [await freePort(), await freePort()];
  const here = (name) =>
    nodes
      .reduce(
        (text, port, at) => text.replaceAll(`node-${at + 1}:3000`, `127.0.0.1:${port}`),
        readFileSync(join(shipped, name), 'utf8'),
      )
      // A node that was away is asked again after a second instead of five.
      .replaceAll('fail_timeout=5s', 'fail_timeout=1s')
      .replaceAll('/tmp/', `${folder}/`)
      .replaceAll('/etc/nginx/', `${folder}/`)
      .replace('listen 8080', `listen 127.0.0.1:${plain}`)
      .replace('listen 8443', `listen 127.0.0.1:${encrypted}`);
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(configuration, here('nginx.conf'));
  if (tls) {
    writeFileSync(
      join(folder, 'tls', 'tls.conf'),
      speaksHttp2() ? here(example) : here(example).replace('http2 on;', ''),
    );
    makeCertificate(join(folder, 'tls'));
  }
  const args = ['-p', folder, '-e', join(folder, 'error.log'), '-c', configuration];
  // What is opened by the name /dev/stdout must be no socket, which a pipe of Node is.
  const outputFile = join(folder, 'output');
  const openOutput = () => openSync(outputFile, 'a');
  const toTheEnd = (all) => {
    const output = openOutput();
    const { status, error } = spawnSync(program, all, { stdio: ['ignore', output, output] });
    closeSync(output);
    return { status, said: error?.message ?? readFileSync(outputFile, 'utf8') };
  };
  let running;
  return {
    plain,
    encrypted,
    check() {
      const { status, said } = toTheEnd(['-t', ...args]);
      assert.equal(status, 0, said);
      assert.doesNotMatch(said, /\[(warn|error|emerg)\]/);
    },
    async start() {
      const output = openOutput();
      running = spawn(program, [...args, '-g', 'daemon off;'], { stdio: ['ignore', output, output] });
      closeSync(output);
      while (!(await listens(plain))) {
        assert.equal(running.exitCode, null, readFileSync(outputFile, 'utf8'));
        await delay(20);
      }
    },
    async stop() {
      if (running && running.exitCode === null) {
        const ended = once(running, 'exit');
        running.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const example = join('tls', 'tls.conf.example');

/** `http2 on` came with 1.25.1. */
function speaksHttp2() {
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' });
  const [, major, minor] = /nginx\/(\d+)\.(\d+)/.exec(stderr).map(Number);
  return major > 1 || minor > 25;
}

function makeCertificate(folder) {
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const made = spawnSync(openssl, ['req', '-x509', ...key, ...files, '-subj', '/CN=localhost'], {
    encoding: 'utf8',
  });
  assert.equal(made.status, 0, made.error?.message ?? made.stderr);
}

async function listens(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
