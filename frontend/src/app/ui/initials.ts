const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One or two letters that stand for a name: « Camille Martin » → CM. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s\-·]+/)
    .filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : '';
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase() || '?';
}

/** As it is written: an emoji or a letter with its accents is never cut in two. */
function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment;
  return '';
}

/** A hue (0 to 359) that always belongs to the same id. */
export function hueOf(id: string): number {
  let hash = 2166136261;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  // Ids made in a row differ little: without this their low bits would be alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  // Twelve hues, well apart, so that neighbours in a list can be told from each other.
  return ((hash >>> 0) % 12) * 30 + 20;
}
