import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * A server that tells who it is and what it was asked, to see what a proxy does to a request. `upgrade` is taken with 101, then every byte
 * comes back. While `isStopping`, requests are answered 503.
 * @returns {Promise<{ name: string, port: number, isStopping: boolean, stop(): Promise<void> }>}
 */
export async function startNode(name, port = 0) {
  const sockets = new Set();
  let node;
  const server = createServer(async (request, response) => {
    if (node.isStopping) return response.writeHead(503).end();
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ name, url: request.url, headers: request.headers, bytes }));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Node: ${name}\r\n\r\n`,
    );
    socket.pipe(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  node = {
    name,
    isStopping: false,
    port: server.address().port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return node;
}
