// What the chart promises an operator, in what helm makes of it, and in its files where there is no helm.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import Ajv from 'ajv';
import { load, loadAll } from 'js-yaml';
import { root } from '../steps/paths.mjs';
import { readDocker } from './compositions.mjs';

const helm = process.env.HELM_PATH;
const validator = process.env.KUBERNETES_VALIDATE;
const chart = join(root, 'docker', 'helm');
const values = load(readDocker('helm', 'values.yaml'));
const given = {
  config: { ...values.config, ALLOWED_ORIGINS: 'https://chat.example.org', TRUST_PROXY: '10.0.0.7' },
  ingress: { ...values.ingress, host: 'chat.example.org', tlsSecret: 'chat' },
};
/** The oldest that the chart names, and a new one. */
const versions = ['1.25', '1.37'];

const folder = mkdtempSync(join(tmpdir(), 'litspark-chart-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('the values of the chart', () => {
  const isValid = new Ajv({ strict: false }).compile(JSON.parse(readDocker('helm', 'values.schema.json')));

  it('must be completed by an address, a proxy and a host', () => {
    assert.equal(isValid(values), false);
    assert.equal(isValid({ ...values, ...given }), true, JSON.stringify(isValid.errors));
    for (const name of ['config', 'ingress']) {
      assert.equal(isValid({ ...values, ...given, [name]: values[name] }), false);
    }
  });

  it('name variables that the service knows, and no secret', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const name of Object.keys(values.config)) {
      assert.ok(readme.includes(`\`${name}\``), name);
      assert.doesNotMatch(name, /SECRET|PASSWORD|TOKEN|_URL$/);
    }
  });

  it('leave the program less heap than the memory it may use', () => {
    assert.equal(values.resources.limits.memory, '1Gi');
    assert.ok(values.maxHeapMegabytes <= 0.75 * 1024);
  });
});

it('the version of the chart is that of the product', () => {
  const { version, appVersion } = load(readDocker('helm', 'Chart.yaml'));
  const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.deepEqual([version, appVersion], [product.version, product.version]);
});

if (helm) {
  describe('what helm makes of the chart', () => {
    const { deployment, poddisruptionbudget, ingress, networkpolicy, job } = rendered();
    const { spec } = deployment.spec.template;
    const [container] = spec.containers;

    it('has probes of routes that the service answers', () => {
      assert.equal(container.livenessProbe.httpGet.path, '/health/live');
      assert.equal(container.readinessProbe.httpGet.path, '/health/ready');
      const drainSeconds = Number(container.env.find(({ name }) => name === 'DRAIN_SECONDS').value);
      const { periodSeconds, failureThreshold } = container.readinessProbe;
      assert.ok(periodSeconds * failureThreshold < drainSeconds);
      assert.equal(spec.terminationGracePeriodSeconds, drainSeconds + 30);
    });

    it('needs no right, and writes in memory and in its volumes alone', () => {
      assert.equal(spec.automountServiceAccountToken, false);
      assert.equal(spec.securityContext.runAsNonRoot, true);
      assert.deepEqual(container.securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    });

    it('is replaced without fewer nodes than before', () => {
      assert.deepEqual(deployment.spec.strategy.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
      assert.equal(poddisruptionbudget.spec.maxUnavailable, 1);
      assert.deepEqual(poddisruptionbudget.spec.selector, deployment.spec.selector);
      assert.deepEqual(networkpolicy.spec.podSelector, deployment.spec.selector);
    });

    it('migrates before an update, by the program of the new version, and as nodes do', () => {
      const { spec: migrating } = job.spec.template;
      assert.equal(job.metadata.annotations['helm.sh/hook'], 'pre-upgrade');
      assert.deepEqual(migrating.containers[0].command, ['node', 'backend/dist/migrate.js']);
      assert.ok(existsSync(join(root, 'backend', 'src', 'migrate.ts')));
      assert.equal(migrating.containers[0].image, container.image);
      assert.deepEqual(migrating.containers[0].securityContext, container.securityContext);
      assert.deepEqual(migrating.securityContext, spec.securityContext);
      assert.notEqual(
        job.spec.template.metadata.labels['app.kubernetes.io/name'],
        deployment.spec.selector.matchLabels['app.kubernetes.io/name'],
      );
    });

    it('is reached by its host over TLS', () => {
      assert.deepEqual(ingress.spec.tls, [{ secretName: 'chat', hosts: ['chat.example.org'] }]);
      assert.equal(ingress.spec.rules[0].host, 'chat.example.org');
    });

    for (const version of validator ? versions : []) {
      it(`is what Kubernetes ${version} takes`, () => {
        const file = join(folder, `${version}.yaml`);
        writeFileSync(file, render(version));
        const path = [validator, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
        const args = ['-m', 'kubernetes_validate', '--strict', '-k', version, file];
        const { status, stdout, stderr } = spawnSync('python3', args, {
          env: { ...process.env, PYTHONPATH: path },
          encoding: 'utf8',
        });
        assert.equal(status, 0, stdout + stderr);
        assert.equal(stdout.match(/ passed /g)?.length, 7, stdout);
      });
    }
  });
}

function render(version) {
  const file = join(folder, 'values.json');
  writeFileSync(file, JSON.stringify(given));
  const args = ['template', 'chat', chart, '--values', file, '--kube-version', `${version}.0`];
  const { status, stdout, stderr, error } = spawnSync(helm, args, { encoding: 'utf8' });
  assert.equal(status, 0, error?.message ?? stderr);
  return stdout;
}

/** By their kinds, in small letters. */
function rendered() {
  const all = loadAll(render(versions.at(-1))).filter(Boolean);
  return Object.fromEntries(all.map((one) => [one.kind.toLowerCase(), one]));
}
