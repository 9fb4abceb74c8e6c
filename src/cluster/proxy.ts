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

/** `*`, a name with all names below it, `.name` for these alone; each perhaps with a port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  if (name === '' || (only !== undefined && only !== (port || '443'))) return false;
  const suffix = name.replace(/^\*?\./, '.');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === name || host.endsWith(`.${name}`);
}

const withScheme = (proxy: string): string => (proxy.includes('://') ? proxy : `http://${proxy}`);
