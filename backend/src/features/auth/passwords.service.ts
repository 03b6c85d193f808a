import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB of memory, 2 iterations, 1 degree of parallelism.
const options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

@Injectable()
export class PasswordsService {
  /** Of a password nobody has: it takes the time of a true one. */
  private readonly decoy = hash('no account has this password', options);

  hash(password: string): Promise<string> {
    return hash(password, options);
  }

  /** Whether it is right. Takes as long where there is no password, so the time doesn't tell who has an account. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.decoy), password);
    return passwordHash !== null && right;
  }
}
