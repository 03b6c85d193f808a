import http from 'node:http';
import https from 'node:https';

/**
 * Asks over a connection of its own.
 * @param {string} url
 * @param {{ method?: string, headers?: Record<string, string>, body?: string | Buffer }} [how]
 * @returns {Promise<{ status: number, headers: http.IncomingHttpHeaders, body: any }>} `body` is read where it is JSON
 */
export function ask(url, { method = 'GET', headers = {}, body } = {}) {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method, headers, agent: false, rejectUnauthorized: false },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        const json = /json/.test(response.headers['content-type'] ?? '');
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: json ? JSON.parse(text) : text,
        });
      },
    );
    asked.once('error', reject);
    asked.end(body);
  });
}

/**
 * Asks for a WebSocket, says something and waits until it comes back.
 * @returns {Promise<string>} the name of the node that took it
 */
export function upgrade(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = http.request(url, {
      agent: false,
      headers: { ...headers, Connection: 'Upgrade', Upgrade: 'websocket' },
    });
    asked
      .once('error', reject)
      .once('response', ({ statusCode }) => reject(new Error(`answered ${statusCode}`)));
    asked.once('upgrade', (response, socket, head) => {
      const heard = (chunk) => {
        if (!String(chunk).includes('hello')) return;
        socket.destroy();
        resolve(response.headers['x-node']);
      };
      heard(head);
      socket.on('error', () => undefined).on('data', heard);
      socket.write('hello');
    });
    asked.end();
  });
}
