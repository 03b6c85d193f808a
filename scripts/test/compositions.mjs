import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from '../steps/paths.mjs';

export const readDocker = (...path) => readFileSync(join(root, 'docker', ...path), 'utf8');

/** The files as they are written. */
export const files = Object.fromEntries(
  ['compose.services.yaml', 'compose.yaml', 'compose.cluster.yaml'].map((name) => [
    name,
    load(readDocker(name)),
  ]),
);

/** The services of a composition by their names, with what they extend. */
export function servicesOf(name) {
  return Object.fromEntries(
    Object.entries(files[name].services).map(([service, { extends: base, ...own }]) => [
      service,
      merged(base ? files[base.file].services[base.service] : {}, own),
    ]),
  );
}

/** As Compose does with mappings; nothing that we extend is a list in both. */
function merged(base, own) {
  const all = { ...base };
  for (const [key, value] of Object.entries(own)) {
    if (Array.isArray(value) && key in base) throw new Error(`${key} is a list in both`);
    const both = key in base && typeof value === 'object' && !Array.isArray(value);
    all[key] = both ? merged(base[key], value) : value;
  }
  return all;
}
