import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignaturesService } from './signatures.service.js';

/** People who share one device; each entry takes 67 bytes of the cookie. */
const mostAccounts = 5;
const entryPattern = /^[\w-]{22}\.[\w-]{43}$/;

/**
 * Devices that signed in to an account before: each bears a cookie of entries that only we can make, each good for one
 * account alone, the last sign-in first. It opens nothing; it only lets its bearer try a password where strangers have used
 * up the tries.
 */
@Injectable()
export class KnownDevicesService {
  constructor(private readonly signatures: SignaturesService) {}

  /** What the device of somebody who signed in bears from now on: what it bore, with the entry of this account in front. */
  cookieFor(account: string, borne: string | undefined): string {
    const entries = entriesOf(borne);
    const own = entries.find((entry) => this.isOf(entry, account)) ?? this.newEntry(account);
    return [own, ...entries.filter((entry) => entry !== own)].slice(0, mostAccounts).join('~');
  }

  /** The device's id, which limits count by; null if it never signed in to this account. */
  idOf(cookie: string | undefined, account: string): string | null {
    const own = entriesOf(cookie).find((entry) => this.isOf(entry, account));
    return own === undefined ? null : partsOf(own).id;
  }

  private newEntry(account: string): string {
    const id = randomBytes(16).toString('base64url');
    return `${id}.${this.signatures.sign('device', `${id} ${account}`).toString('base64url')}`;
  }

  private isOf(entry: string, account: string): boolean {
    const { id, signature } = partsOf(entry);
    return this.signatures.isOurs('device', `${id} ${account}`, Buffer.from(signature, 'base64url'));
  }
}

const entriesOf = (cookie = '') =>
  cookie.split('~', mostAccounts).filter((entry) => entryPattern.test(entry));

function partsOf(entry: string): { id: string; signature: string } {
  const [id = '', signature = ''] = entry.split('.');
  return { id, signature };
}
