/** Who reloads a page is back within this time: until then nobody is notified that they left. */
const momentMs = 1_500;

interface Departure {
  at: Date;
  timer: NodeJS.Timeout;
}

/** Users whose last socket ended a moment ago. */
export class PresenceDepartures {
  private readonly departures = new Map<string, Departure>();

  /** `onMoment` is called once they have been gone for a moment. */
  constructor(private readonly onMoment: (userId: string) => void) {}

  begin(userId: string): void {
    this.end(userId);
    const timer = setTimeout(() => this.onMoment(userId), momentMs).unref();
    this.departures.set(userId, { at: new Date(), timer });
  }

  /** When they left; null if they didn't just leave. */
  at(userId: string): Date | null {
    return this.departures.get(userId)?.at ?? null;
  }

  /** They are back, or it was announced. Answers when they left; null if they didn't just leave. */
  end(userId: string): Date | null {
    const departure = this.departures.get(userId);
    if (!departure) return null;
    clearTimeout(departure.timer);
    this.departures.delete(userId);
    return departure.at;
  }

  /** Ends all of them. */
  endAll(): { userId: string; at: Date }[] {
    return [...this.departures.keys()].flatMap((userId) => {
      const at = this.end(userId);
      return at ? [{ userId, at }] : [];
    });
  }
}
