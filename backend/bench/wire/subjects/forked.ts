import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts one of our own servers (`../servers`); gives its process and its address. */
export async function forked(name: string, ...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url)), args);
  const [port] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the server ${name} ended`))),
  ])) as [number];
  return { child, url: `http://127.0.0.1:${port}` };
}

export async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
