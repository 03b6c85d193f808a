/** Text as it is compared in searches: without case and accents, each kind of space a plain one. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s/g, ' ').toLocaleLowerCase();
}

/** Whether each word of a query begins a word of the text, or is in it. */
export function matches(text: string, query: string): boolean {
  const within = folded(text);
  return folded(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => within.includes(word));
}
