/** What somebody is asked a moment for. */
export interface TimeQuestion {
  readonly heading: string;
  /** The button that chooses what the fields say. */
  readonly confirm: string;
  /** What will happen, as a sentence, at a moment that is named within one. */
  said(moment: string): string;
  /** What was chosen before. */
  readonly value?: Date | null;
  /** The button that does without one. */
  readonly without?: string;
}

/** `without`: the person wants none. */
export type TimeAnswer = Date | 'without';
