import type { Violations } from './violations.js';

interface Marker {
  /** What the server has promised: it never stands below. */
  floor: number;
  /** What was asked for at most. */
  ceiling: number;
  /** The highest that anybody saw. */
  seen: number;
}

export type MarkerKind = 'read' | 'delivered';

/** Read and delivered markers as they were asked for, answered and seen. */
export class Markers {
  private readonly markers = new Map<string, Marker>();

  constructor(private readonly violations: Violations) {}

  of(kind: MarkerKind, conversationId: string, userId: string): Readonly<Marker> {
    return this.marker(kind, conversationId, userId);
  }

  /** Somebody asks for the marker to be at `seq`; gives the floor at this moment. */
  asked(kind: MarkerKind, conversationId: string, userId: string, seq: number): number {
    const marker = this.marker(kind, conversationId, userId);
    marker.ceiling = Math.max(marker.ceiling, seq);
    return marker.floor;
  }

  /** The answer to a call that was sent when the marker stood at `floor`. */
  answered(kind: MarkerKind, conversationId: string, userId: string, seq: number, floor: number): void {
    if (seq < floor)
      this.violations.add({
        property: 'markers never go back',
        what: `the ${kind} marker stands at ${seq}, and had stood at ${floor} before it was asked`,
        conversationId,
        who: userId,
      });
    this.promised(kind, conversationId, userId, seq);
  }

  /** The marker is known to have been there. */
  promised(kind: MarkerKind, conversationId: string, userId: string, seq: number): void {
    const marker = this.marker(kind, conversationId, userId);
    marker.floor = Math.max(marker.floor, seq);
    this.saw(kind, conversationId, userId, seq);
  }

  saw(kind: MarkerKind, conversationId: string, userId: string, seq: number): void {
    const marker = this.marker(kind, conversationId, userId);
    marker.seen = Math.max(marker.seen, seq);
  }

  forget(conversationId: string): void {
    for (const key of this.markers.keys()) if (key.includes(conversationId)) this.markers.delete(key);
  }

  private marker(kind: MarkerKind, conversationId: string, userId: string): Marker {
    const key = `${kind} ${conversationId} ${userId}`;
    const known = this.markers.get(key);
    if (known) return known;
    const fresh = { floor: 0, ceiling: 0, seen: 0 };
    this.markers.set(key, fresh);
    return fresh;
  }
}
