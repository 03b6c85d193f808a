// Merges the chunks of the built client. The builder cuts one for each set of lazy parts that share something, a hundred for the
// first page; Rollup knows what is loaded already whenever a lazy part is. See docs/decisions/0064.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';

const built = join(dirname(fileURLToPath(import.meta.url)), '../dist/browser');
/** In bytes; below it a chunk is merged with another one where that changes nothing of what is run when. */
const smallChunk = 10_000;

const hashed = /-[0-9A-Z]{8}\.js$/;
const before = readdirSync(built).filter((name) => hashed.test(name));
const bundle = await rollup({
  input: join(
    built,
    before.find((name) => name.startsWith('main-')),
  ),
  treeshake: false,
  onLog: (level, log) => level === 'warn' && console.warn(log.message),
});
const { output } = await bundle.generate({
  compact: true,
  generatedCode: 'es2015',
  hoistTransitiveImports: false,
  experimentalMinChunkSize: smallChunk,
  entryFileNames: 'main-[hash:8].js',
  chunkFileNames: 'chunk-[hash:8].js',
  hashCharacters: 'base36',
});
await bundle.close();

for (const name of before) rmSync(join(built, name));
/** As the builder writes hashes: by that the service knows which files never change. */
const named = (text) =>
  text.replaceAll(
    /\b(main|chunk)-([0-9a-z]{8})\.js\b/g,
    (_name, kind, hash) => `${kind}-${hash.toUpperCase()}.js`,
  );
for (const { fileName, code } of output) writeFileSync(join(built, named(fileName)), named(code));

const page = join(built, 'index.html');
const [main] = output;
const links = main.imports.map((name) => `<link rel="modulepreload" href="${name}">`).join('');
const html = readFileSync(page, 'utf8')
  .replaceAll(/<link rel="modulepreload" [^>]*>/g, '')
  .replace(/<script src="main-[^>]*>/, `${links}<script src="${main.fileName}" type="module">`);
writeFileSync(page, named(html));

/** Where each lazy part is now, such as `sign-in.page`; there may be several of a name. */
const parts = {};
for (const { fileName, moduleIds } of output)
  for (const name of moduleIds.map((id) => basename(id).replace(hashed, '')))
    if (name !== 'chunk') (parts[name] ??= []).push(named(fileName));
writeFileSync(join(built, '../parts.json'), JSON.stringify(parts));
