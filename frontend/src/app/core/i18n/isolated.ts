/** Written from right to left, or a control of directions. */
const mayTurn =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const firstStrong = '\u2068';
const end = '\u2069';

/**
 * A text that somebody typed, as a part of a sentence: whatever its direction, the words around it stay where they are. As
 * it is where nothing in it could turn them.
 */
export function isolated(text: string): string {
  return mayTurn.test(text) ? `${firstStrong}${balanced(text)}${end}` : text;
}

/** Ends what it begins, and nothing else. */
function balanced(text: string): string {
  let open = 0;
  let result = '';
  for (const character of text) {
    if (character === end && open === 0) continue;
    if (character === end) open -= 1;
    else if (character >= '\u2066' && character <= firstStrong) open += 1;
    result += character;
  }
  return result + end.repeat(open);
}
