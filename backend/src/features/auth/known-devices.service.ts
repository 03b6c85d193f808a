import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignaturesService } from './signatures.service.js';

/**
 * Devices that signed in to an account before: each bears a cookie that only we can make, good for that account alone.
 * It opens nothing; it only lets its bearer try a password where strangers have used up the account's tries.
 */
@Injectable()
export class KnownDevicesService {
  constructor(private readonly signatures: SignaturesService) {}

  /** What the device of somebody who signed in bears from now on: what it bore, if that is good for this account. */
  cookieFor(account: string, borne: string | undefined): string {
    if (borne !== undefined && this.idOf(borne, account) !== null) return borne;
    const id = randomBytes(16).toString('base64url');
    return `${id}.${this.signatures.sign('device', `${id} ${account}`).toString('base64url')}`;
  }

  /** The device's id, which limits count by; null if it never signed in to this account. */
  idOf(cookie: string | undefined, account: string): string | null {
    const [id = '', signature = ''] = (cookie ?? '').split('.');
    const isKnown = this.signatures.isOurs('device', `${id} ${account}`, Buffer.from(signature, 'base64url'));
    return isKnown ? id : null;
  }
}
