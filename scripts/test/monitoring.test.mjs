// What Prometheus and Grafana are given: promtool takes it, each alert fires when it should and not else, and the manual knows it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { load } from 'js-yaml';
import { root } from '../steps/paths.mjs';
import { files, readDocker } from './compositions.mjs';

const promtool = process.env.PROMTOOL_PATH || 'promtool';
const alerts = load(readDocker('monitoring', 'alerts.yaml')).groups.flatMap(({ rules }) => rules);
const names = alerts.map(({ alert }) => alert);

function run(...args) {
  const { status, stdout, stderr, error } = spawnSync(promtool, args, {
    cwd: join(root, 'docker', 'monitoring'),
    encoding: 'utf8',
  });
  assert.equal(status, 0, error?.message ?? stdout + stderr);
}

describe('the alerts', () => {
  it('are rules that Prometheus takes', () => run('check', 'rules', 'alerts.yaml'));

  it('fire when they should, and not for an hour of work with an update', () =>
    run('test', 'rules', 'alerts.test.yaml'));

  it('are tested one by one', () => {
    const { tests } = load(readDocker('monitoring', 'alerts.test.yaml'));
    const tested = tests.flatMap((test) => (test.alert_rule_test ?? []).map(({ alertname }) => alertname));
    assert.deepEqual(tested.toSorted(), names.toSorted());
  });

  it('have a section each in the manual, which has none of others', () => {
    const manual = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
    const sections = [...manual.matchAll(/^### (Messagerie\w+)$/gm)].map(([, name]) => name);
    assert.deepEqual(sections, names);
  });
});

describe('the configuration of Prometheus', () => {
  it('is one that it takes', () => run('check', 'config', '--syntax-only', 'prometheus.yaml'));

  it('asks every node of the composition', () => {
    const [{ static_configs }] = load(readDocker('monitoring', 'prometheus.yaml')).scrape_configs;
    const nodes = Object.keys(files['compose.cluster.yaml'].services).filter((name) =>
      name.startsWith('node-'),
    );
    assert.deepEqual(
      static_configs[0].targets,
      nodes.map((name) => `${name}:3000`),
    );
  });
});

describe('the dashboard', () => {
  const { panels } = JSON.parse(readDocker('monitoring', 'dashboard.json'));

  it('has panels that don’t lie upon each other', () => {
    const taken = new Set();
    for (const { gridPos, title } of panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          assert.ok(x < 24 && !taken.has(`${x} ${y}`), title);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });

  it('asks what Prometheus understands', () => {
    const rules = panels
      .flatMap(({ targets = [] }) => targets)
      .map(({ expr }, at) => ({ record: `panel_${at}`, expr: expr.replaceAll('$__rate_interval', '1m') }));
    const folder = mkdtempSync(join(tmpdir(), 'litspark-dashboard-'));
    try {
      const file = join(folder, 'rules.json');
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
      run('check', 'rules', file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
