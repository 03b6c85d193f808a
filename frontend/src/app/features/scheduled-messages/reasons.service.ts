import { inject, Injectable } from '@angular/core';
import type { ErrorCode } from '@litspark/shared-contracts';
import { ApiError } from '../../core/api-error';
import { ErrorWords } from '../../core/i18n/error-words';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { type Scheduled, ScheduledMessages } from './sync/scheduled-messages.service';

/** What the send was refused for. */
const ofSending: Partial<Record<ErrorCode, WordKey>> = {
  CONFLICT: 'scheduled.archived',
  NOT_FOUND: 'scheduled.gone',
};

/** Why a scheduled message isn't sent, in words. */
@Injectable({ providedIn: SessionScope })
export class ScheduleReasons {
  private readonly words = inject(WordsService);
  private readonly errors = inject(ErrorWords);
  private readonly messages = inject(ScheduledMessages);

  /** Of one that failed. Reads signals. */
  of({ id, error }: Scheduled): string {
    if (!error) return '';
    const unsaved = this.messages.unsaved(id);
    if (unsaved) return this.ofWrite(ApiError.fromSocket(error), unsaved.isNew);
    return this.said(ApiError.fromSocket(error), ofSending);
  }

  /** Of a write that the server refused. */
  ofWrite(error: ApiError, isNew: boolean): string {
    return this.said(error, {
      CONFLICT: isNew ? 'scheduled.tooMany' : 'scheduled.sentAlready',
      NOT_FOUND: 'scheduled.gone',
      VALIDATION_FAILED: 'time.tooFar',
    });
  }

  private said(error: ApiError, own: Partial<Record<ErrorCode, WordKey>>): string {
    const key = own[error.code];
    return key ? this.words.t(key) : this.errors.sentence(error);
  }
}
