const conversationPath = /^\/c\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?$/i;

/** What an address of this application leads to. */
export interface Permalink {
  conversationId: string;
  /** The message's, or null for the conversation. */
  seq: number | null;
}

/** The address of a message in this installation. */
export function permalinkTo(conversationId: string, seq: number): string {
  return `${location.origin}/c/${conversationId}?seq=${seq}`;
}

/** What a link leads to in this installation; null where it leads anywhere else. */
export function permalinkOf(href: string): Permalink | null {
  if (!URL.canParse(href)) return null;
  const { origin, pathname, searchParams } = new URL(href);
  const conversationId = conversationPath.exec(pathname)?.[1];
  if (origin !== location.origin || conversationId === undefined) return null;
  const seq = Number(searchParams.get('seq') ?? 0);
  return {
    conversationId: conversationId.toLowerCase(),
    seq: Number.isSafeInteger(seq) && seq > 0 ? seq : null,
  };
}
