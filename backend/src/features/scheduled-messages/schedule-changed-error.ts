import { ConflictError } from '../../platform/errors/domain-error.js';

/** The scheduled message is no longer what was read. */
export class ScheduleChangedError extends ConflictError {
  constructor() {
    super('The scheduled message was changed meanwhile.');
  }
}
