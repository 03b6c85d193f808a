import type { Stage } from './subject.js';

const people = 1_000;
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

/** Places of conversations in the stage. */
export const places = {
  /** 200 of two people each. */
  pairs: range(0, 200),
  /** 50 of 20 people each: everybody is in one. */
  groups: range(200, 50),
  /** Of 50, 200 and 1,000 people. */
  large: range(250, 3),
  /** Of two, for who was away; a new one for each round. */
  missed: range(253, 20),
} as const;

export const stage: Stage = {
  people,
  conversations: [
    ...places.pairs.map((_, at) => range(2 * at, 2)),
    ...places.groups.map((_, at) => range(20 * at, 20)),
    ...[50, 200, 1_000].map((count) => range(0, count)),
    ...places.missed.map(() => range(0, 2)),
  ],
};

export const membersOf = (conversation: number): readonly number[] => stage.conversations[conversation] ?? [];
