// Writes a compressed copy beside each file of the built client that gets smaller by it: the service sends those as they are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const built = join(dirname(fileURLToPath(import.meta.url)), '../dist/browser');
const isText = /\.(css|html|js|json|svg|txt|webmanifest)$/;
/** One packet holds as much: nothing is won below. */
const threshold = 1_024;
const ways = {
  gz: (content) => gzipSync(content, { level: 9 }),
  // One below the best, which takes twice as long for a fiftieth less.
  br: (content) =>
    brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
};

for (const name of readdirSync(built, { recursive: true })) {
  if (!isText.test(name)) continue;
  const content = readFileSync(join(built, name));
  if (content.length < threshold) continue;
  for (const [extension, compress] of Object.entries(ways)) {
    const compressed = compress(content);
    if (compressed.length < content.length) writeFileSync(join(built, `${name}.${extension}`), compressed);
  }
}
