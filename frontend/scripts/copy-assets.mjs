// Copies what the client serves itself (face, emoji data) out of node_modules: the build takes no assets from elsewhere.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const frontend = join(dirname(fileURLToPath(import.meta.url)), '..');
const folderOf = (name) => dirname(require.resolve(`${name}/package.json`));

const face = join(folderOf('@fontsource-variable/atkinson-hyperlegible-next'), 'files');
const emoji = folderOf('emoji-picker-element-data');

const copies = [
  [join(face, 'atkinson-hyperlegible-next-latin-wght-normal.woff2'), 'fonts/atkinson-next.woff2'],
  [join(face, 'atkinson-hyperlegible-next-latin-wght-italic.woff2'), 'fonts/atkinson-next-italic.woff2'],
  [join(emoji, 'fr/cldr/data.json'), 'emoji/fr.json'],
  [join(emoji, 'en/cldr/data.json'), 'emoji/en.json'],
];

for (const [from, to] of copies) {
  const target = join(frontend, 'public/generated', to);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(from, target);
}
