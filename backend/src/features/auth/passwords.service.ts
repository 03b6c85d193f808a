import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { HashingQueue } from './hashing-queue.js';

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB of memory, 2 iterations, 1 degree of parallelism.
const options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** Of no password: it takes the time of a true one. */
const decoy = `$argon2id$v=19$m=${options.memoryCost},t=${options.timeCost},p=${options.parallelism}$${encoded(16)}$${encoded(32)}`;

/** The only place that hashes: everything waits in one queue, so that sign-ins starve neither memory nor other work. */
@Injectable()
export class PasswordsService {
  private readonly queue = new HashingQueue();

  /** Throws `UnavailableError` where too many wait already. */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password, options));
  }

  /**
   * Whether it is right. Takes as long where there is no password, so the time doesn't tell who has an account.
   * Throws `UnavailableError` where too many wait already.
   */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const right = await this.queue.run(() => verify(passwordHash ?? decoy, password));
    return passwordHash !== null && right;
  }
}

function encoded(bytes: number): string {
  return Buffer.alloc(bytes).toString('base64').replaceAll('=', '');
}
