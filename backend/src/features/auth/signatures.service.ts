import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Configuration } from '../../platform/config/configuration.js';

/** Signs what we hand out, keyed off the token secret; `purpose` keeps a signature from being good for anything else. */
@Injectable()
export class SignaturesService {
  constructor(private readonly configuration: Configuration) {}

  /** 32 bytes. */
  sign(purpose: string, data: string | Buffer): Buffer {
    return signature(this.configuration.jwtSecret, purpose, data);
  }

  /** Whether one of our secrets, the present or a previous one, signed this. */
  isOurs(purpose: string, data: string | Buffer, given: Buffer): boolean {
    const { jwtSecret, jwtSecretsPrevious } = this.configuration;
    return [jwtSecret, ...jwtSecretsPrevious].some((secret) => {
      const expected = signature(secret, purpose, data);
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }
}

function signature(secret: string, purpose: string, data: string | Buffer): Buffer {
  const key = createHmac('sha256', secret).update(`litspark ${purpose}`).digest();
  return createHmac('sha256', key).update(data).digest();
}
