import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { Configuration } from '../../platform/config/configuration.js';
import type { PasswordCost } from '../../platform/config/password-cost.js';
import { HashingQueue } from './hashing-queue.js';

// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- A declared const enum has no values to name in files that are compiled one by one.
const argon2id = { algorithm: 2 satisfies Algorithm.Argon2id };

/** The only place that hashes: everything waits in one queue, so that sign-ins starve neither memory nor other work. */
@Injectable()
export class PasswordsService {
  private readonly queue = new HashingQueue();
  private readonly cost: PasswordCost;
  /** The hash of no password: it takes the time of a true one. */
  private readonly decoy: string;

  constructor({ passwordCost }: Configuration) {
    this.cost = passwordCost;
    const { memoryCost, timeCost, parallelism } = passwordCost;
    this.decoy = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${encoded(16)}$${encoded(32)}`;
  }

  /** Throws `UnavailableError` where too many wait already. */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password, { ...argon2id, ...this.cost }));
  }

  /**
   * Whether it is right. Takes as long where there is no password, so the time doesn't tell who has an account.
   * Throws `UnavailableError` where too many wait already.
   */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const right = await this.queue.run(() => verify(passwordHash ?? this.decoy, password));
    return passwordHash !== null && right;
  }
}

function encoded(bytes: number): string {
  return Buffer.alloc(bytes).toString('base64').replaceAll('=', '');
}
