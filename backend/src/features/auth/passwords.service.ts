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

/** The only place that hashes: everything waits in one queue, so that sign-ins starve neither memory nor other work. */
@Injectable()
export class PasswordsService {
  private readonly queue = new HashingQueue();
  /** Of a password nobody has: it takes the time of a true one. */
  private readonly decoy = this.queue.run(() => hash('no account has this password', options));

  /** Throws `UnavailableError` where too many wait already. */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password, options));
  }

  /**
   * Whether it is right. Takes as long where there is no password, so the time doesn't tell who has an account.
   * Throws `UnavailableError` where too many wait already.
   */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const known = passwordHash ?? (await this.decoy);
    const right = await this.queue.run(() => verify(known, password));
    return passwordHash !== null && right;
  }
}
