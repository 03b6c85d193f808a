import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { productUrl } from './api';

/** Hands each connection on to the product. */
const relay = `
  const { connect, createServer } = require('node:net');
  const server = createServer((client) => {
    const product = connect(Number(process.argv[1]), 'localhost');
    client.pipe(product).pipe(client);
    for (const [one, other] of [[client, product], [product, client]]) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  server.listen(0, 'localhost', () => console.log(String(server.address().port)));
`;

/**
 * The product behind a process of its own, which a test can stop: as with a frozen node, the system still takes
 * connections and what is sent, nothing is closed, and nothing answers. Other tests go on with the product itself.
 */
export interface FreezableNode {
  url: string;
  freeze(): void;
  thaw(): void;
  close(): void;
}

export async function freezableNode(): Promise<FreezableNode> {
  const child = spawn(process.execPath, ['-e', relay, new URL(productUrl()).port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: `http://localhost:${port.toString().trim()}`,
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    close: () => child.kill('SIGKILL'),
  };
}
