import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// `database-host.js <home> <dataDir>`: the product's own embedded PostgreSQL as a program of its own, for several nodes
// that share it; one that dies is started again on its port. Prints the address once it is ready.
interface Server {
  url: string;
}
interface EmbeddedPostgres {
  open(options: { dataDir: string; onPort: boolean }): Promise<Server>;
}

const [home = '', dataDir = ''] = process.argv.slice(2);
const path = join(home, 'dist/platform/database/embedded/embedded-postgres.js');
const product = (await import(pathToFileURL(path).href)) as { EmbeddedPostgres: EmbeddedPostgres };
const server = await product.EmbeddedPostgres.open({ dataDir, onPort: true });
process.stdout.write(`${server.url}\n`);
