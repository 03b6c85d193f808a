import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../steps/paths.mjs';
import { capture } from '../steps/run.mjs';

/**
 * Runs oxlint, as it is configured here, over files in a folder of their own.
 * @param {Map<string, string>} files their texts, by their paths from the root
 * @returns {Promise<Map<string, { rule: string, line: number, message: string }[]>>} what was found, by path
 */
export async function lintHouse(files) {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'litspark-rules-')));
  try {
    for (const path of ['.oxlintrc.json', 'scripts/lint'])
      cpSync(join(root, path), join(house, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
    for (const [path, text] of files) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), text);
    }
    const folders = new Set([...files.keys()].map((path) => path.split('/', 1)[0]));
    const lines = [];
    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const args = [oxlint, '--format', 'json', '--disable-nested-config', ...folders];
    await capture(process.execPath, args, { cwd: house }, (line) => lines.push(line));
    const found = new Map();
    for (const { code, message, filename, labels } of JSON.parse(lines.join('\n')).diagnostics) {
      const path = filename.replaceAll('\\', '/');
      found.set(path, [
        ...(found.get(path) ?? []),
        { rule: code ?? '', line: labels[0]?.span.line, message },
      ]);
    }
    return found;
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}
