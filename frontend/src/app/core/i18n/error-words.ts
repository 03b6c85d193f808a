import { Injectable, inject } from '@angular/core';
import type { ErrorCode } from '@litspark/shared-contracts';
import { ApiError } from '../api-error';
import type { WordKey } from './word-keys';
import { WordsService } from './words.service';

const sentences: Record<ErrorCode, WordKey> = {
  VALIDATION_FAILED: 'error.validation',
  UNAUTHENTICATED: 'error.unauthenticated',
  FORBIDDEN: 'error.forbidden',
  NOT_FOUND: 'error.notFound',
  CONFLICT: 'error.conflict',
  PAYLOAD_TOO_LARGE: 'error.tooLarge',
  RATE_LIMITED: 'error.rateLimited',
  INTERNAL: 'error.internal',
  UNAVAILABLE: 'error.unavailable',
};

/** What went wrong and what to do about it, in the reader's language. Outlives sessions: a sign-in fails too. */
@Injectable({ providedIn: 'root' })
export class ErrorWords {
  private readonly words = inject(WordsService);

  sentence(thrown: unknown): string {
    const error = ApiError.from(thrown);
    if (error.offline) return this.words.t('error.offline');
    if (error.code === 'RATE_LIMITED' && error.retryAfterMs) {
      return this.words.plural('error.rateLimitedFor', Math.ceil(error.retryAfterMs / 1000));
    }
    return this.words.t(sentences[error.code]);
  }
}
