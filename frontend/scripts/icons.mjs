// Writes the Lucide icons that the client uses, each as one path. `npm run icons` writes those that several features use, after
// the list below was changed; `npm run icons -- polls chart-column vote` the own ones of a feature, to its `icons.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const require = createRequire(import.meta.url);
const nodes = JSON.parse(readFileSync(require.resolve('lucide-static/icon-nodes.json'), 'utf8'));

const shared = [
  'archive',
  'archive-restore',
  'arrow-down',
  'arrow-left',
  'arrow-up',
  'at-sign',
  'bell',
  'bell-off',
  'check',
  'check-check',
  'chevron-down',
  'chevron-right',
  'chevron-up',
  'circle-alert',
  'circle-question-mark',
  'clock',
  'compass',
  'copy',
  'crown',
  'ellipsis',
  'ellipsis-vertical',
  'eye',
  'eye-off',
  'globe',
  'hash',
  'info',
  'key-round',
  'keyboard',
  'languages',
  'link',
  'list-filter',
  'lock',
  'log-out',
  'message-square-plus',
  'message-square-text',
  'minus',
  'monitor',
  'moon',
  'palette',
  'panel-right',
  'pencil',
  'plus',
  'reply',
  'rotate-ccw-clock',
  'rotate-cw',
  'search',
  'send-horizontal',
  'settings',
  'shield',
  'face-slightly-smiling',
  'face-slightly-smiling-plus',
  'square-pen',
  'sun',
  'trash',
  'triangle-alert',
  'undo-2',
  'user',
  'user-check',
  'user-minus',
  'user-plus',
  'user-x',
  'users',
  'wifi-off',
  'x',
];

const ellipse = (cx, cy, rx, ry) =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`;

const toPath = {
  // A leading relative move is absolute in a path of its own, and must stay so where paths are joined.
  path: ({ d }) =>
    d.replace(
      /^m\s*(-?\d*\.?\d+)[\s,]*(-?\d*\.?\d+)\s*(?=([-\d.]?))/,
      (_, x, y, next) => `M${x} ${y}${next ? 'l' : ''}`,
    ),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  polyline: ({ points }) => `M${points}`,
  polygon: ({ points }) => `M${points}Z`,
  circle: ({ cx, cy, r }) => ellipse(+cx, +cy, +r, +r),
  ellipse: ({ cx, cy, rx, ry }) => ellipse(+cx, +cy, +rx, +ry),
  rect: ({ x = 0, y = 0, width, height, rx = 0 }) => {
    const [w, h, r] = [width - 2 * rx, height - 2 * rx, +rx];
    const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
    return `M${+x + r} ${y}h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}z`;
  },
};

const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

function pathOf(name) {
  if (!nodes[name]) throw new Error(`Lucide has no icon ${name}: see https://lucide.dev/icons`);
  return nodes[name].map(([tag, attributes]) => toPath[tag](attributes)).join('');
}

async function write(file, text) {
  const path = fileURLToPath(new URL(`../src/app/${file}`, import.meta.url));
  const origin = '// Written by scripts/icons.mjs from Lucide (ISC License, https://lucide.dev/license).\n';
  const options = await resolveConfig(path);
  writeFileSync(path, await format(`${origin}${text}`, { ...options, filepath: path }));
}

const [feature, ...own] = process.argv.slice(2);
if (feature === undefined) {
  const paths = Object.fromEntries(shared.map((name) => [name, pathOf(name)]));
  await write(
    'ui/icon-paths.ts',
    `export const iconPaths = ${JSON.stringify(paths)} as const;\n\nexport type IconName = keyof typeof iconPaths;\n`,
  );
} else {
  const icons = Object.fromEntries(own.map((name) => [camelCase(name), { path: pathOf(name) }]));
  await write(`features/${feature}/icons.ts`, `export const icons = ${JSON.stringify(icons)} as const;\n`);
}
