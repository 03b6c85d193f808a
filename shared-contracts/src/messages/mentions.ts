/** In UTF-16 units, as the pattern below counts. */
const longestShownName = 200;
const pattern =
  /@\[([^\]\n]{1,200})\]\(user:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/gi;
const patternHere = new RegExp(pattern.source, 'iy');

/** One `@[shown name](user:ID)` in a body. */
export interface Mention {
  shownName: string;
  userId: string;
  /** Where it begins, in UTF-16 units. */
  index: number;
  /** The whole source text of the mention. */
  source: string;
}

export function findMentions(body: string): Mention[] {
  return [...body.matchAll(pattern)].map(mentionOf);
}

/** The mention that begins at this very place, in UTF-16 units; null where none does. */
export function mentionAt(body: string, index: number): Mention | null {
  patternHere.lastIndex = index;
  const match = patternHere.exec(body);
  return match && mentionOf(match);
}

function mentionOf(match: RegExpExecArray): Mention {
  return {
    shownName: match[1] ?? '',
    userId: (match[2] ?? '').toLowerCase(),
    index: match.index,
    source: match[0],
  };
}

/** The ids a body mentions, each once, in order; whether they are participants is the server's to know. */
export function mentionedUserIds(body: string): string[] {
  return [...new Set(findMentions(body).map((mention) => mention.userId))];
}

/** The source text that mentions a person. A `]` or line break would end the shown name, so they become spaces. */
export function mentionSource(shownName: string, userId: string): string {
  return `@[${wholeCharacters(shownName.replace(/[\]\r\n]/g, ' '), longestShownName)}](user:${userId})`;
}

/** The beginning of a text, cut between code points: half a surrogate pair could not be stored. */
function wholeCharacters(value: string, units: number): string {
  return value.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
