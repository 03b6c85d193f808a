import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { elapsed, print, progress, say } from './say.mjs';
import { root } from './paths.mjs';

const keptLines = 200;

/** A step that failed; its message is what the user should read. */
export class StepFailed extends Error {}

/**
 * Runs a program with its output reduced to a living line; the output comes whole (its last 200 lines) if it fails.
 * @param {string} label what the step does, in the form "Building the web client"
 * @param {string} file program; `args` its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, news?: (line: string) => string | undefined }} [options]
 *   `news` turns a line of output into what the living line shows; undefined keeps the last one
 * @returns {Promise<void>} rejects with StepFailed
 */
export async function step(label, file, args, { cwd = root, env, news = (line) => line } = {}) {
  const started = Date.now();
  say(label);
  const line = progress(label);
  const kept = [];
  const { code, signal, error } = await capture(file, args, { cwd, env }, (text) => {
    kept.push(text);
    if (kept.length > keptLines) kept.shift();
    const shown = news(text);
    if (shown) line.detail(shown);
  });
  line.end();
  if (code === 0) return say(`${label}: done in ${elapsed(started)}`);
  print(kept.join('\n'));
  throw new StepFailed(`${label} failed (${error?.message ?? signal ?? `exit code ${code}`})`);
}

/**
 * Runs a program and hands over each line it prints, plain and as it came.
 * @returns {Promise<{ code: number | null, signal: string | null, error?: Error }>} never rejects
 */
export function capture(file, args, { cwd = root, env = process.env } = {}, onLine = () => undefined) {
  return new Promise((resolve) => {
    // npm is a .cmd on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && !file.endsWith('.exe');
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell });
    const stop = () => child.kill('SIGTERM');
    process.once('exit', stop);
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('close', (code, signal) => {
      process.off('exit', stop);
      resolve({ code, signal });
    });
  });
}

function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk.replaceAll('\r', '\n')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) onLine(stripVTControlCharacters(line), line);
  });
  stream.on('end', () => rest.trim() && onLine(stripVTControlCharacters(rest), rest));
}
