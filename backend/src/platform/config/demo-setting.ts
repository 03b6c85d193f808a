import { BlockList, isIPv6 } from 'node:net';
import { StartError } from './start-error.js';

export type DemoWish = 'on' | 'off' | 'public';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether only programs of this machine reach a server that listens on this host. */
function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  return loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

/**
 * Whether there is a demo. Throws `StartError` where its accounts, whose password is published, would be within reach of
 * others and nobody said that this is meant.
 */
export function demoSetting(
  wish: DemoWish | undefined,
  { production, host, disableDemo }: { production: boolean; host: string; disableDemo: boolean },
): boolean {
  if (wish === 'off' || (wish === undefined && (production || disableDemo))) return false;
  if (disableDemo) throw new StartError(`DEMO takes off where DISABLE_DEMO is on.`);
  if (wish !== 'public' && !isLoopback(host)) {
    throw new StartError(
      `DEMO takes off, or public if everybody who reaches HOST ${host} may sign in to the demo accounts, an administrator among them.`,
    );
  }
  return true;
}
