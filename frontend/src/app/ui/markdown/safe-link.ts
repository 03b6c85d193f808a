const protocols = new Set(['http:', 'https:', 'mailto:']);

/** A link's address; null where it leads to anything but a page or a mailbox. */
export function safeLink(href: string): URL | null {
  try {
    const url = new URL(href, 'about:blank');
    return protocols.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
