import { createHash, randomBytes } from 'node:crypto';

/** A token nobody can guess: 256 random bits. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of it: who reads the database can't use it. No salt or slowness is needed for random bits. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
