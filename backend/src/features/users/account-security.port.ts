/** What users ask of sign-in. A port, so that sign-in may stand on users and not the other way round. */
export abstract class AccountSecurity {
  abstract hashPassword(password: string): Promise<string>;

  /** Whether this is the password of this user, disabled or not. */
  abstract hasPassword(userId: string, password: string): Promise<boolean>;

  /** A token that sets the first password, once, within 7 days. Part of the running unit of work. */
  abstract issueSetupToken(userId: string): Promise<string>;

  /** The same where there may be earlier ones, which are void from now on; ends the user's sessions. Part of the running unit. */
  abstract renewSetupToken(userId: string): Promise<string>;

  /** Ends every session of a user who was disabled. Part of the running unit of work. */
  abstract endSessionsOfDisabled(userId: string): Promise<void>;
}
