import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignaturesService } from './signatures.service.js';

const idBytes = 16;
const nonceBytes = 32;
const signedBytes = idBytes + nonceBytes;

/**
 * Refresh tokens name their session and are signed: so one that was spent so long ago that nobody remembers it is still
 * known for one of ours. What makes a token good is in the database alone.
 */
@Injectable()
export class RefreshTokensService {
  constructor(private readonly signatures: SignaturesService) {}

  newToken(sessionId: string): string {
    const id = Buffer.from(sessionId.replaceAll('-', ''), 'hex');
    const signed = Buffer.concat([id, randomBytes(nonceBytes)]);
    return Buffer.concat([signed, this.signatures.sign('refresh', signed)]).toString('base64url');
  }

  /** The session that a token of ours was made for; null for anything else, and for tokens of earlier releases. */
  sessionOf(token: string): string | null {
    const bytes = Buffer.from(token, 'base64url');
    const signed = bytes.subarray(0, signedBytes);
    if (!this.signatures.isOurs('refresh', signed, bytes.subarray(signedBytes))) return null;
    return signed.toString('hex', 0, idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
}
