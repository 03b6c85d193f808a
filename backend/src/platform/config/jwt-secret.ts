import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.js';
import { isError } from '../errors/is-error.js';

/** The secret in `dataDir/jwt-secret`, made at the first start. Only the owner of the file may read it. */
export function loadJwtSecret(dataDir: string): string {
  const path = join(dataDir, 'jwt-secret');
  try {
    mkdirSync(dataDir, { recursive: true });
    return read(path) ?? make(path);
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    throw new StartError(`DATA_DIR takes a folder that can be written to: ${reason}.`);
  }
}

function read(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (Buffer.byteLength(secret) < 32) throw new Error(`${path} holds no secret of 32 bytes; delete it`);
    return secret;
  } catch (error) {
    if (isError(error) && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function make(path: string): string {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'w' });
  try {
    // A link appears whole or not at all, and the first of two starts wins.
    linkSync(fresh, path);
  } catch (error) {
    if (!(isError(error) && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
