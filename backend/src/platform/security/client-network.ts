import { isIPv4, isIPv6 } from 'node:net';

/**
 * What limits count a client by: an IPv4 address, or the /64 of an IPv6 address, since that is what one household or
 * machine is given to choose from. Anything else stays what it is.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1);
  const embedded = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (embedded !== undefined && isIPv4(embedded)) return embedded;
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, 4).join(':')}::/64` : bare;
}

/** The eight groups of an IPv6 address, as short as they can be written. */
function groupsOf(address: string): string[] {
  // A URL spells it in one way: lower case, no leading zeros, hexadecimal alone.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}
