import { readdirSync } from 'node:fs';
import type { Request, Response } from 'express';

/** Best first. */
const encodings = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/** The compressed copies that the client's build left beside its files. */
export class CompressedCopies {
  /** Such as `/main-ABCDEFGH.js.br` */
  private readonly paths: ReadonlySet<string>;

  constructor(folder: string) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const copies = names.filter((name) => encodings.some(({ extension }) => name.endsWith(extension)));
    this.paths = new Set(copies.map((name) => `/${name.replaceAll('\\', '/')}`));
  }

  /** The paths of the copies of the file at `path`, best first. */
  of(path: string): string[] {
    return encodings.map(({ extension }) => path + extension).filter((copy) => this.paths.has(copy));
  }

  /**
   * Chooses a copy of the file at `path` that the client can read, and says so in the headers.
   * @returns the copy's path; undefined if the file itself is to be sent
   */
  choose(request: Request, response: Response, path: string): string | undefined {
    const existing = encodings.filter(({ extension }) => this.paths.has(path + extension));
    if (existing.length === 0) return undefined;
    response.vary('Accept-Encoding');
    const chosen = existing.find(({ name }) => request.acceptsEncodings(name));
    if (!chosen) return undefined;
    response.setHeader('Content-Encoding', chosen.name);
    response.type(path.slice(path.lastIndexOf('.')));
    return path + chosen.extension;
  }
}
