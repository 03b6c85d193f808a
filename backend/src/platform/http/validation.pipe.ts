import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { validationFailed } from '../errors/validation-failed.js';

/** Checks bodies, queries and parameters against the schema in their decorator: `@Body({ schema })`. */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: validationFailed });
  }

  // Zod builds new objects of the known keys; Nest's own stripping recurses as deep as a hostile body goes.
  protected override stripProtoKeys(): void {}
}
