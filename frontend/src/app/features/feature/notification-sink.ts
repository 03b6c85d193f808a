/** A message that came while this person was looking elsewhere. */
export interface MissedNotification {
  /** The message's id. */
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  /** Markdown source, as in the message. */
  readonly body: string;
  readonly seq: number;
  /** At which the message last changed, as far as known. */
  readonly revision: number;
  /** When it was sent, ISO 8601. */
  readonly at: string;
  /** Whether it mentions this person. */
  readonly mention: boolean;
}

/**
 * A way in which a person is notified while they look elsewhere: toasts, and whatever features add, such as sounds or the
 * system's notifications. Each notification is shown in one tab of the browser, unless the person reads the conversation
 * in some tab.
 */
export interface NotificationSink {
  /** `open` goes to the message. */
  show(notification: MissedNotification, open: () => void): void;
  /** One that was shown: its message was edited. */
  change?(notification: MissedNotification): void;
  /** One that was shown: its message was read on whatever device, deleted, or is to be quiet. */
  close?(notification: MissedNotification): void;
}
