import { findMentions, mentionSource } from '@litspark/shared-contracts';

/** What the composer shows instead of `@[name](user:ID)`: « @name », with whom each shown name stands for. */
export interface MentionText {
  text: string;
  /** Shown names, each without its `@`, to user ids. */
  people: ReadonlyMap<string, string>;
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern that finds the shown names; longer ones first, so that « Ann Lee » isn't taken for « Ann ». */
function pattern(people: ReadonlyMap<string, string>): RegExp | null {
  const names = [...people.keys()].sort((a, b) => b.length - a.length);
  return names.length > 0
    ? new RegExp(`@(${names.map(escapePattern).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
    : null;
}

/** From a body's source to what is shown. */
export function shownText(source: string): MentionText {
  let text = '';
  let from = 0;
  let people: ReadonlyMap<string, string> = new Map();
  for (const { shownName, userId, index, source: mention } of findMentions(source)) {
    const added = withPerson(people, shownName, userId);
    people = added.people;
    text += `${source.slice(from, index)}@${added.name}`;
    from = index + mention.length;
  }
  text += source.slice(from);
  return { text, people };
}

/** From what is shown to a body's source: every shown name becomes a mention. */
export function sourceText({ text, people }: MentionText): string {
  const names = pattern(people);
  if (!names) return text;
  return text.replace(names, (_, name: string) => mentionSource(name, people.get(name) ?? ''));
}

/** Takes a person in; two people of one name are told apart by a number. */
export function withPerson(
  people: ReadonlyMap<string, string>,
  displayName: string,
  userId: string,
): { people: ReadonlyMap<string, string>; name: string } {
  let name = displayName;
  for (let count = 2; people.has(name) && people.get(name) !== userId; count += 1)
    name = `${displayName} (${count})`;
  return { people: new Map(people).set(name, userId), name };
}

/** The text cut at its mentions, for showing them as chips. */
export function mentionPieces({ text, people }: MentionText): { text: string; mention: boolean }[] {
  const names = pattern(people);
  if (!names) return [{ text, mention: false }];
  const pieces: { text: string; mention: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(names)) {
    pieces.push({ text: text.slice(from, match.index), mention: false }, { text: match[0], mention: true });
    from = match.index + match[0].length;
  }
  return [...pieces, { text: text.slice(from), mention: false }];
}

/** The `@…` being typed before the caret: where it begins and what was typed after it; null when there is none. */
export function typedMention(text: string, caret: number): { start: number; query: string } | null {
  const match = /(?:^|[\s([{«"'’])@([^\s@]{0,40}(?: [^\s@]{0,40})?)$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? '';
  return { start: caret - query.length - 1, query };
}

/** What stands right after a name, without the space that completing a mention leaves. */
const closing = new Set([',', '.', ';', ':', '!', '?', ')']);

/** What was typed at `index`, right after the space that completing a mention left, if it takes that space's place. */
export function takesSpace(before: string, after: string, index: number): string | null {
  const typed = after[index] ?? '';
  const isTyped = after === before.slice(0, index) + typed + before.slice(index);
  return isTyped && before[index - 1] === ' ' && closing.has(typed) ? typed : null;
}
