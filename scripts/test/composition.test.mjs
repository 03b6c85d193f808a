// What the composition promises an operator: no rights that aren't needed, and nothing whose content may change.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { load } from 'js-yaml';
import { root } from '../steps/paths.mjs';
import { findRedisServer } from '../steps/redis.mjs';

const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const { services } = load(read('docker', 'compose.yaml'));
const byDigest = /@sha256:[0-9a-f]{64}$/;
const bytes = (size) => {
  const [, count, unit] = /^(\d+)([mg])b?$/.exec(size);
  return Number(count) * (unit === 'g' ? 1024 : 1) * 1024 * 1024;
};

describe('the composition', () => {
  for (const [name, service] of Object.entries(services)) {
    it(`gives ${name} no rights that it doesn’t need`, () => {
      assert.equal(service.read_only, true);
      assert.deepEqual(service.cap_drop, ['ALL']);
      assert.equal(service.cap_add, undefined);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true']);
      assert.equal(service.privileged, undefined);
      assert.ok(bytes(service.mem_limit) > 0);
      assert.ok(service.pids_limit > 0);
      assert.equal(service.restart, 'unless-stopped');
      if (service.image) assert.match(service.image, byDigest);
      // Images that start as root would need capabilities to become somebody else.
      if (service.image) assert.notEqual(service.user ?? 'root', 'root');
    });
  }

  it('is reached through the service alone, from this machine', () => {
    for (const [name, { ports }] of Object.entries(services)) {
      assert.deepEqual(ports, name === 'messagerie' ? ['127.0.0.1:3000:3000'] : undefined);
    }
  });

  it('leaves the program less heap than the memory it may use', () => {
    const { environment, mem_limit } = services.messagerie;
    const [, heap] = /^--max-old-space-size=(\d+)$/.exec(environment.NODE_OPTIONS);
    assert.ok(Number(heap) * 1024 * 1024 <= 0.75 * bytes(mem_limit));
  });

  it('signs in to the database as a role of its own, and to Redis by a password', () => {
    const { environment } = services.messagerie;
    assert.match(environment.DATABASE_URL, /^postgres:\/\/litspark:\$\{DATABASE_PASSWORD:\?/);
    assert.match(environment.REDIS_URL, /^redis:\/\/:\$\{REDIS_PASSWORD:\?/);
    assert.equal(services.postgres.environment.POSTGRES_USER, undefined);
    const script = './postgres/create-role.sql:/docker-entrypoint-initdb.d/create-role.sql:ro';
    assert.ok(services.postgres.volumes.includes(script));
  });

  it('demands the origins that people use', () => {
    assert.match(services.messagerie.environment.ALLOWED_ORIGINS, /^\$\{ALLOWED_ORIGINS:\?/);
  });

  it('starts a Redis that asks for the password, is bounded, and keeps nothing', async () => {
    const [shell, flag, compose] = services.redis.command;
    const folder = mkdtempSync(join(tmpdir(), 'litspark-redis-'));
    const port = await freePort();
    const program = (await findRedisServer()) || 'redis-server';
    // As Compose would: `$$` is `$`. Another port, and the program that is here.
    const line = compose.replaceAll('$$', '$').replace('redis-server', `'${program}'`);
    const env = { PATH: process.env.PATH, REDIS_PASSWORD: 'a1b2c3', REDIS_MAXMEMORY: '256mb' };
    const here = line.replace('--maxmemory ', `--port ${port} --bind 127.0.0.1 --maxmemory `);
    const redis = spawn(shell, [flag, here], { cwd: folder, env });
    const ended = once(redis, 'exit');
    try {
      for await (const chunk of redis.stdout) if (chunk.includes('Ready to accept connections')) break;
      const { createClient } = await import('redis');
      const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
      client.on('error', () => undefined);
      await client.connect().catch(() => undefined);
      await assert.rejects(client.get('x'), /NOAUTH/);
      client.destroy();
      const known = createClient({ url: `redis://:a1b2c3@127.0.0.1:${port}` });
      await known.connect();
      assert.deepEqual(
        { ...(await known.configGet(['save', 'appendonly', 'maxmemory', 'maxmemory-policy'])) },
        {
          save: '',
          appendonly: 'no',
          maxmemory: String(256 * 1024 * 1024),
          'maxmemory-policy': 'noeviction',
        },
      );
      known.destroy();
    } finally {
      redis.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has commands that a shell can read', () => {
    const lines = [services.redis.command[2], services.redis.healthcheck.test[1]];
    for (const line of lines) {
      const { status, stderr } = spawnSync('sh', ['-n', '-c', line.replaceAll('$$', '$')]);
      assert.deepEqual([status, String(stderr)], [0, '']);
    }
  });
});

describe('what is fetched from elsewhere', () => {
  it('are base images by digest', () => {
    const images = read('docker', 'Dockerfile').match(/^FROM \S+/gm);
    for (const image of images) assert.match(image, byDigest);
  });

  it('are actions by commit, with the version beside it', () => {
    for (const name of readdirSync(join(root, '.github', 'workflows'))) {
      const uses = read('.github', 'workflows', name).match(/^.*\buses:.*$/gm);
      for (const line of uses) assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
});

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
