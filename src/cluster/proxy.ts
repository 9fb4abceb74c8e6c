import { BlockList, isIP } from 'node:net';
import type { Environment } from './config.ts';

/** The proxy that the environment names for a server; the library reads none of these variables. */
export function proxyFor(server: string, env: Environment): string | undefined {
  const { protocol, hostname, port } = new URL(server);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = env[name] || env[name.toLowerCase()];
  const host = hostname.replace(/^\[|\]$/g, '');
  // Like Go's client, which kubectl uses: nobody asks a proxy for the way to oneself.
  if (!proxy || host === 'localhost' || /^127\.|^::1$/.test(host)) return undefined;
  const exempt = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map((entry) => entry.trim());
  return exempt.some((entry) => covers(entry, host, port)) ? undefined : withScheme(proxy);
}

/** `*`, a network, a name with all names below it, `.name` for these alone; the last two and an address perhaps with a port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isWithin(entry, host);
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (name === '' || (only !== undefined && only !== (port || '443'))) return false;
  const suffix = name.replace(/^\*?\./, '.');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === name || host.endsWith(`.${name}`);
}

function isWithin(network: string, host: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const [family, length] = [isIP(address), Number(bits)];
  if (family === 0 || family !== isIP(host) || !/^\d+$/.test(bits) || length > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, length, type);
  return list.check(host, type);
}

/** The address of a proxy without what lets somebody in there. */
export const withoutPassword = (proxy: string): string => proxy.replace(/^([a-z][a-z0-9]*:\/\/)?.*@/i, '$1');

/** Whether an address is one that a proxy may have. */
export const isProxy = (proxy: string): boolean => /^(https?|socks5h?):\/\//.test(proxy) && URL.canParse(proxy);

const withScheme = (proxy: string): string => (proxy.includes('://') ? proxy : `http://${proxy}`);
