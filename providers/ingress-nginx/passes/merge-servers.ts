import { type AnnotationSpecs, noValues } from '../../../src/annotations.ts';
import { compareText, sortBy } from '../../../src/compare.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { groupBy } from '../../../src/group.ts';
import type { Origins } from '../../../src/model/origin.ts';
import {
  type Ingress,
  type IngressBackend,
  type IngressPath,
  type IngressRule,
  portText,
} from '../../ingress/ingress.ts';
import { redirect } from '../features/redirect.ts';
import { rewrite } from '../features/rewrite.ts';
import { affinityOf, sessionAffinity } from '../features/session-affinity.ts';
import { isGuarded } from '../guards.ts';
import { reportInert } from '../inert.ts';
import { type Location, type NginxIngress, nameOf, type OwnPath, type Server, type Upstream } from '../site.ts';
import { pathInNginx } from './regex-hosts.ts';

/** A server being built: the controller replaces an implicit `/`, and never a location that an Ingress wrote. */
interface Draft extends Merged {
  readonly ingresses: NginxIngress[];
  readonly locations: Location[];
  /** Where the first location with a path stands. */
  readonly firstWith: Map<string, number>;
}

/** What became of a host: its Ingresses and locations, each in the order that a server has them in. */
export type Merged = Pick<Server, 'host' | 'ingresses' | 'locations'>;

/** Every upstream by its name. Who made it decides what a canary can still do. */
export type Upstreams = ReadonlyMap<string, Upstream>;

/**
 * Ingresses to servers and locations, across Ingresses, as the controller's `createServers` and `getBackendServers` do.
 * `ingresses` come in the controller's order: the first to claim a path keeps it.
 */
export function mergeServers(
  ingresses: readonly NginxIngress[],
  report: Report,
): { readonly merged: readonly Merged[]; readonly upstreams: Upstreams } {
  const upstreams = upstreamsOf(ingresses);
  const drafts = new Map<string, Draft>();
  for (const one of ingresses) if (!one.isCanary) addServers(one, drafts, upstreams, report);
  for (const one of ingresses) addLocations(one, drafts, upstreams, report);
  const merged = [...drafts.values()].sort((a, b) => compareText(a.host, b.host));
  for (const { locations } of merged) sortBy(locations, byPath);
  return { merged, upstreams };
}

/** The `/` that a server starts with. */
const implicit = (from: Origins, owner?: NginxIngress, upstream?: Upstream): Location => ({
  path: '/',
  written: '/',
  position: Number.MAX_SAFE_INTEGER,
  pathType: 'Prefix',
  implicit: true,
  broken: undefined,
  copy: false,
  upstream,
  owner,
  from,
});

/** The servers of one Ingress: one for each of its hosts, and one for every host where it has a backend and no rules. */
function addServers(one: NginxIngress, drafts: Map<string, Draft>, upstreams: Upstreams, report: Report): void {
  const { ingress } = one;
  const { defaultBackend, rules } = ingress;
  if (defaultBackend?.kind === 'resource')
    report('I2G2112', { resource: defaultBackend.resource }, defaultBackend.from);
  const own = defaultBackend && upstreams.get(upstreamId(ingress, defaultBackend));
  if (own && rules.length === 0) {
    const { from } = defaultBackend;
    const known = drafts.get('');
    const draft = known ?? serverOf('', one, implicit(from));
    if (known) join(known, one);
    else drafts.set('', draft);
    const { locations } = draft;
    const index = locations.findIndex((l) => l.implicit && l.upstream === undefined);
    if (index < 0) reportIdle(one, '', report);
    // Its redirects and rewrites do not apply: the controller copies everything else onto the location that is there.
    else locations[index] = { ...implicit(from, withoutRedirects(one, report), own), implicit: false };
  }
  for (let i = 0; i < rules.length; i += 1) {
    const { host, from } = rules[i] as IngressRule;
    const known = drafts.get(host);
    if (!known) drafts.set(host, serverOf(host, one, host === '' ? implicit(from) : implicit(from, one, own)));
    else {
      if (own && known.ingresses.at(-1) !== one) reportIdle(one, host, report);
      join(known, one);
    }
  }
}

const serverOf = (host: string, one: NginxIngress, root: Location): Draft => ({
  host,
  ingresses: [one],
  locations: [root],
  firstWith: new Map<string, number>().set(root.path, 0),
});

/** Adds an Ingress to a server that others have made. Ingresses come one after another. */
function join({ ingresses }: Draft, one: NginxIngress): void {
  if (ingresses.at(-1) !== one) ingresses.push(one);
}

/** The locations of one Ingress, canary or not. */
function addLocations(
  one: NginxIngress,
  drafts: ReadonlyMap<string, Draft>,
  upstreams: Upstreams,
  report: Report,
): void {
  for (let i = 0; i < one.paths.length; i += 1) {
    const { rule, path, upstream } = one.paths[i] as OwnPath;
    const { backend } = path;
    if (backend.kind === 'resource') {
      report('I2G2112', { resource: backend.resource }, backend.from);
      continue;
    }
    const draft = drafts.get(rule.host) ?? drafts.get('');
    if (draft === undefined) continue;
    const made = upstreams.get(upstream);
    if (backend.kind === 'invalid') place(draft, path, one, undefined, backend.problem, report);
    else if (made === undefined) continue;
    // An upstream that a canary made first serves no location of its own, not even a later Ingress's.
    else if (!made.by.isCanary) place(draft, path, one, made, undefined, report);
    else if (!one.isCanary) reportLost(draft.host, path, made, report);
  }
}

/** The controller copies all settings of such an Ingress onto the default server's `/`, less its redirects and rewrites. */
function withoutRedirects(one: NginxIngress, report: Report): NginxIngress {
  for (const { annotations } of [rewrite, redirect]) {
    reportInert(one.valuesOf({ annotations }), 'the Ingress has no rules', report);
  }
  const without: readonly AnnotationSpecs[] = [rewrite.annotations, redirect.annotations];
  return { ...one, valuesOf: (feature) => (without.includes(feature.annotations) ? {} : one.valuesOf(feature)) };
}

function reportIdle(one: NginxIngress, host: string, report: Report): void {
  const from = one.ingress.defaultBackend?.from ?? [];
  report('I2G2133', { ingress: nameOf(one), host: host || 'other hosts' }, from);
}

function reportLost(host: string, { path, from }: IngressPath, upstream: Upstream, report: Report): void {
  const { service, by } = upstream;
  report('I2G2132', { host, path: path || '/', service, canary: nameOf(by) }, [...from, ...upstream.from]);
}

/** An empty path is `/` to the controller. */
export const pathOf = ({ path }: IngressPath): string => path || '/';

/** `ImplementationSpecific` is `Prefix` to the controller. */
export const typeOf = ({ pathType }: IngressPath): Location['pathType'] => (pathType === 'Exact' ? 'Exact' : 'Prefix');

/** All paths of an Ingress, with their rules. */
export function pathsOf(ingress: Ingress): readonly OwnPath[] {
  const { rules } = ingress;
  const ofRule = (rule: IngressRule): readonly OwnPath[] =>
    rule.paths.map((path) => ({ rule, path, upstream: upstreamId(ingress, path.backend) }));
  const [only] = rules;
  return only && rules.length === 1 ? ofRule(only) : rules.flatMap(ofRule);
}

/** The name the controller gives an upstream: a port by number and the same port by name are two. */
function upstreamId({ namespace }: Ingress, backend: IngressBackend): string {
  return backend.kind === 'service' ? `${namespace}-${backend.name}-${portText(backend.port)}` : '';
}

function upstreamsOf(ingresses: readonly NginxIngress[]): Upstreams {
  const upstreams = new Map<string, Upstream>();
  const users = groupBy(
    ingresses
      .filter((one) => one.valuesOf(sessionAffinity) !== noValues)
      .flatMap((one) => one.paths.map(({ upstream }) => ({ one, upstream }))),
    ({ upstream }) => upstream,
  );
  const add = (id: string, backend: IngressBackend, by: NginxIngress): void => {
    if (backend.kind !== 'service' || upstreams.has(id)) return;
    const { name: service, port, from } = backend;
    const sticky = users.get(id);
    // The paths of an upstream that a canary made are passed over.
    const affinity = sticky && !by.isCanary ? affinityOf(sticky.map(({ one }) => one)) : undefined;
    upstreams.set(id, { id, namespace: by.ingress.namespace, service, port, from, by, affinity });
  };
  for (const by of ingresses) {
    const { ingress, paths } = by;
    const { defaultBackend } = ingress;
    if (defaultBackend) add(upstreamId(ingress, defaultBackend), defaultBackend, by);
    for (let i = 0; i < paths.length; i += 1) {
      const { path, upstream } = paths[i] as OwnPath;
      add(upstream, path.backend, by);
    }
  }
  return upstreams;
}

/** The controller looks at the first location with the path only; one of another type is appended without a further look. */
function place(
  draft: Draft,
  written: IngressPath,
  owner: NginxIngress,
  upstream: Upstream | undefined,
  broken: string | undefined,
  report: Report,
): void {
  const path = pathOf(written);
  const pathType = typeOf(written);
  const location: Location = {
    path: pathInNginx(path, pathType, owner),
    written: path,
    position: draft.locations.length,
    pathType,
    implicit: false,
    broken,
    copy: false,
    upstream,
    owner,
    from: written.from,
  };
  const index = draft.firstWith.get(path) ?? -1;
  const there = draft.locations[index];
  if (there === undefined) draft.firstWith.set(path, draft.locations.length);
  if (there === undefined || there.pathType !== location.pathType) draft.locations.push(location);
  else if (there.implicit) draft.locations[index] = location;
  else if (!owner.isCanary) {
    // Where nobody knows which of the two is older, the guarded one is kept.
    const unknown = owner.ingress.created === '' || there.owner?.ingress.created === '';
    const guarded = [there.owner, owner].map((one) => one !== undefined && isGuarded(one));
    const [kept, dropped] = unknown && guarded[1] && !guarded[0] ? [location, there] : [there, location];
    draft.locations[index] = kept;
    const [to, from] = [kept, dropped].map(({ owner }) => (owner ? nameOf(owner) : ''));
    const rule = to === from ? 'same' : kept === location ? 'guarded' : unknown ? 'unknown' : 'older';
    const data = { host: draft.host, path, kept: to ?? '', dropped: from ?? '', rule } as const;
    report('I2G2105', data, [...dropped.from, ...kept.from], guarded.includes(true) ? 'security' : 'behaviour');
  }
}

/** Longest first; of equal length, the last in the alphabet. Stable beyond that. */
function byPath({ written: a }: Location, { written: b }: Location): number {
  return a.length === b.length ? compareText(b, a) : b.length - a.length;
}
