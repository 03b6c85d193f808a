import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { productUrl } from './api';

interface Manifest {
  hashTable: Record<string, string>;
}

const page = '/index.html';

/** The product's client under an address of its own, where a test can put another version of it in place. */
export interface Deployment {
  url: string;
  /** From here on the page is another one, as after an upgrade. */
  upgrade(): void;
  close(): void;
}

export async function deployment(): Promise<Deployment> {
  let version = 1;
  const read = async (path: string) => {
    const answer = await fetch(productUrl() + path);
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const present = (html: Buffer) =>
    Buffer.from(html.toString().replace('</head>', `<meta name="version" content="${version}" /></head>`));
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const { status, headers, body } = await read(path);
      let content = body;
      if (headers.get('content-type')?.startsWith('text/html')) content = present(body);
      if (path.startsWith('/ngsw.json')) {
        const manifest = JSON.parse(body.toString()) as Manifest;
        const html = present((await read(page)).body);
        manifest.hashTable[page] = createHash('sha1').update(html).digest('hex');
        content = Buffer.from(JSON.stringify(manifest));
      }
      for (const name of ['content-type', 'cache-control', 'content-security-policy']) {
        const value = headers.get(name);
        if (value) response.setHeader(name, value);
      }
      return response.writeHead(status).end(content);
    })();
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    url: `http://localhost:${address.port}`,
    upgrade: () => (version += 1),
    close: () => server.closeAllConnections(),
  };
}
