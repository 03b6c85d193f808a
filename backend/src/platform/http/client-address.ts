import type { IncomingMessage } from 'node:http';

/** Whether an address, so many hops away, is a proxy whose word counts: Express' setting `trust proxy fn`. */
export type TrustedProxies = (address: string, hop: number) => boolean;

/** Where a request comes from: the nearest address that is not of a proxy that is trusted, as Express' `request.ip`. */
export function clientAddress({ socket, headers }: IncomingMessage, trusts: TrustedProxies): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const claimed = forwarded.map((address) => address.trim()).filter(Boolean);
  const chain = [socket.remoteAddress ?? '', ...claimed.reverse()];
  const at = chain.findIndex((address, hop) => !trusts(address, hop));
  return chain.at(at) ?? '';
}
