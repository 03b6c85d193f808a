import { root } from '../steps/paths.mjs';

/**
 * Patterns of file names, for runners that hold them against absolute paths: they match below the repository, wherever it lies. A line
 * (`tabs.e2e.ts:99`) stays at the end. Options, and all that follows the first one, stay as they are, and so do absolute paths and those
 * that begin with a dot.
 */
export function belowRoot(patterns, folder = root) {
  const firstOption = patterns.findIndex((word) => word.startsWith('-'));
  const files = firstOption < 0 ? patterns : patterns.slice(0, firstOption);
  return [...files.map((pattern) => anchored(pattern, folder)), ...patterns.slice(files.length)];
}

function anchored(pattern, folder) {
  if (/^[./^]/.test(pattern) || pattern.startsWith(folder)) return pattern;
  const [, name, line] = pattern.match(/^(.*?)((?::\d+)*)$/);
  return `^${folder.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}.*(?:${name})${line}`;
}
