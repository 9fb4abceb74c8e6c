import type { PathMatch, Route, Scheme, VirtualHost } from '../model/routing.ts';
import { schemesOf } from './listeners.ts';
import type { EmitSettings } from './settings.ts';

/**
 * Ends each host with an answer to every other path, where nothing else keeps it from the routes of a wider name: those of
 * a Gateway that is not printed are attached to ports, so that a wildcard has its routes on the listeners of all names below it.
 */
export function withClosings(
  hosts: readonly VirtualHost[],
  { existingGateway, topology }: EmitSettings,
): readonly VirtualHost[] {
  if (!existingGateway || topology === 'listener-sets') return hosts;
  const widerThan = wider(hosts, topology);
  return hosts.map((host) => {
    const others = widerThan(host);
    const open = httpSchemesOf(host).filter(
      (scheme) => others.some((other) => httpSchemesOf(other).includes(scheme)) && !takesAll(host, scheme),
    );
    const [first] = open;
    return first === undefined ? host : { ...host, routes: [...host.routes, closing(host, open)] };
  });
}

/** Finds the hosts of wider names that meet a host on a Gateway. */
export function wider(
  hosts: readonly VirtualHost[],
  topology: EmitSettings['topology'],
): (host: VirtualHost) => readonly VirtualHost[] {
  const wide = hosts.filter(({ hostnames }) => hostnames.some((name) => name === '' || name.startsWith('*.')));
  const meet = (a: VirtualHost, b: VirtualHost): boolean =>
    topology !== 'per-namespace' || namespacesOf(a).some((namespace) => namespacesOf(b).includes(namespace));
  return (host) =>
    wide.filter(
      (other) => other !== host && host.hostnames.some((name) => covers(other.hostnames, name)) && meet(host, other),
    );
}

const closing = ({ routes, namespace, from }: VirtualHost, schemes: readonly Scheme[]): Route => ({
  namespace: routes[0]?.namespace ?? namespace,
  schemes,
  match: { path: { kind: 'prefix', path: '/' }, headers: [] },
  action: { kind: 'respond', status: 404, because: 'the host has no such path', asked: { body: '' } },
  policies: {},
  from,
});

const namespacesOf = ({ routes, namespace }: VirtualHost): readonly string[] =>
  routes.length === 0 ? [namespace] : routes.map((route) => route.namespace);

/** Whether one of some names is a wider one. */
export const covers = (wide: readonly string[], name: string): boolean =>
  wide.some((one) => one !== name && (one === '' || (one.startsWith('*.') && name.endsWith(one.slice(1)))));

const httpSchemesOf = (host: VirtualHost): readonly Scheme[] =>
  schemesOf(host).filter((scheme) => scheme !== 'passthrough');

const takesAll = ({ routes }: VirtualHost, scheme: Scheme): boolean =>
  routes.some(
    ({ schemes, match: { path, headers } }) =>
      schemes.includes(scheme) &&
      headers.length === 0 &&
      (path.kind === 'regex' ? isEverything(path) : path.kind === 'prefix' && path.path === '/'),
  );

/** An expression may have been made longer, so that it comes before another. */
const isEverything = ({ pattern, prefix }: Extract<PathMatch, { kind: 'regex' }>): boolean =>
  prefix === '/' || /^(\(\?i\))?\/\.\*(\(\?:\))*$/.test(pattern);
