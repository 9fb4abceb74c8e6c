import { type AnnotationSpecs, noValues } from '../../../src/annotations.ts';
import { compareText } from '../../../src/compare.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { groupBy } from '../../../src/group.ts';
import type { Origin, Origins } from '../../../src/model/origin.ts';
import { type Ingress, type IngressBackend, type IngressPath, portText } from '../../ingress/ingress.ts';
import { canary } from '../features/canary.ts';
import { redirect } from '../features/redirect.ts';
import { rewrite } from '../features/rewrite.ts';
import { affinityOf, sessionAffinity } from '../features/session-affinity.ts';
import { isGuarded } from '../guards.ts';
import { reportInert } from '../inert.ts';
import { type Location, type NginxIngress, nameOf, type OwnPath, type Server, type Upstream } from '../site.ts';

/** Whether an Ingress only lends its backends to the paths of others. */
export const isCanary = (ingress: NginxIngress): boolean => ingress.valuesOf(canary).canary?.value === true;

/** A server being built: the controller replaces an implicit `/`, and never a location that an Ingress wrote. */
interface Draft {
  readonly host: string;
  readonly from: [Origin, ...Origin[]];
  readonly ingresses: Set<NginxIngress>;
  readonly locations: Location[];
  /** Where the first location with a path stands. */
  readonly firstWith: Map<string, number>;
}

/** What came out: the servers, and who made each upstream, which decides what a canary can still do. */
export interface Merged {
  readonly servers: readonly Server[];
  readonly upstreams: ReadonlyMap<string, { readonly upstream: Upstream; readonly by: NginxIngress }>;
}

/**
 * Ingresses to servers and locations, across Ingresses, as the controller's `createServers` and `getBackendServers` do.
 * `ingresses` come in the controller's order: the first to claim a path keeps it.
 */
export function mergeServers(ingresses: readonly NginxIngress[], report: Report): Merged {
  const upstreams = upstreamsOf(ingresses);
  const implicit = (from: Origins, owner?: NginxIngress, upstream?: Upstream): Location => ({
    path: '/',
    written: '/',
    position: Number.MAX_SAFE_INTEGER,
    pathType: 'Prefix',
    implicit: true,
    from,
    ...(owner && { owner }),
    ...(upstream && { upstream }),
  });
  const drafts = new Map<string, Draft>();
  const draftOf = (host: string, from: Origins, first: () => Location): Draft => {
    const draft = drafts.get(host);
    if (draft) {
      draft.from.push(...from);
      return draft;
    }
    const made: Draft = {
      host,
      from: [...from],
      ingresses: new Set(),
      locations: [first()],
      firstWith: new Map([['/', 0]]),
    };
    drafts.set(host, made);
    return made;
  };

  for (const one of ingresses.filter((i) => !isCanary(i))) {
    const { ingress } = one;
    if (ingress.defaultBackend?.kind === 'resource')
      report('I2G2112', { resource: ingress.defaultBackend.resource }, ingress.defaultBackend.from);
    const own = ingress.defaultBackend && upstreams.get(upstreamId(ingress, ingress.defaultBackend))?.upstream;
    if (own && ingress.rules.length === 0) {
      const from = ingress.defaultBackend?.from ?? [ingress.manifest.originOf(['spec'])];
      const draft = draftOf('', from, () => implicit(from));
      draft.ingresses.add(one);
      const index = draft.locations.findIndex((l) => l.implicit && l.upstream === undefined);
      if (index < 0) reportIdle(one, '', report);
      // Its redirects and rewrites do not apply: the controller copies everything else onto the location that is there.
      if (index >= 0)
        draft.locations[index] = { ...implicit(from, withoutRedirects(one, report), own), implicit: false };
    }
    for (const rule of ingress.rules) {
      const known = drafts.get(rule.host);
      if (own && known && !known.ingresses.has(one)) reportIdle(one, rule.host, report);
      const draft = draftOf(rule.host, rule.from, () =>
        rule.host === '' ? implicit(rule.from) : implicit(rule.from, one, own),
      );
      draft.ingresses.add(one);
    }
  }

  for (const one of ingresses) {
    for (const { rule, path, upstream } of one.paths) {
      if (path.backend.kind === 'resource') {
        report('I2G2112', { resource: path.backend.resource }, path.backend.from);
        continue;
      }
      const made = upstreams.get(upstream);
      const draft = drafts.get(rule.host) ?? drafts.get('');
      // An upstream that a canary made first serves no location of its own, not even a later Ingress's.
      if (path.backend.kind === 'invalid' && draft) {
        place(
          draft,
          { ...locationOf(path), position: draft.locations.length, owner: one, broken: path.backend.problem },
          report,
        );
      }
      if (made === undefined || draft === undefined) continue;
      if (isCanary(made.by)) {
        if (!isCanary(one)) reportLost(draft.host, path, made, report);
        continue;
      }
      place(
        draft,
        { ...locationOf(path), position: draft.locations.length, owner: one, upstream: made.upstream },
        report,
      );
    }
  }
  return { servers: [...drafts.values()].map(serverOf).sort((a, b) => compareText(a.host, b.host)), upstreams };
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

function reportLost(
  host: string,
  { path, from }: IngressPath,
  { upstream, by }: { upstream: Upstream; by: NginxIngress },
  report: Report,
): void {
  const { service } = upstream;
  report('I2G2132', { host, path: path || '/', service, canary: nameOf(by) }, [...from, ...upstream.from]);
}

/** `ImplementationSpecific` is `Prefix` to the controller, and an empty path is `/`. */
export const locationOf = ({
  path,
  pathType,
  from,
}: IngressPath): Pick<Location, 'path' | 'written' | 'pathType' | 'implicit' | 'from'> => ({
  path: path || '/',
  written: path || '/',
  pathType: pathType === 'Exact' ? 'Exact' : 'Prefix',
  implicit: false,
  from,
});

/** All paths of an Ingress, with their rules. */
export function pathsOf(ingress: Ingress): readonly OwnPath[] {
  const paths: OwnPath[] = [];
  for (const rule of ingress.rules) {
    for (const path of rule.paths) paths.push({ rule, path, upstream: upstreamId(ingress, path.backend) });
  }
  return paths;
}

/** The name the controller gives an upstream: a port by number and the same port by name are two. */
function upstreamId({ namespace }: Ingress, backend: IngressBackend): string {
  return backend.kind === 'service' ? `${namespace}-${backend.name}-${portText(backend.port)}` : '';
}

function upstreamsOf(ingresses: readonly NginxIngress[]): Map<string, { upstream: Upstream; by: NginxIngress }> {
  const upstreams = new Map<string, { upstream: Upstream; by: NginxIngress }>();
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
    const affinity = sticky && !isCanary(by) ? affinityOf(sticky.map(({ one }) => one)) : undefined;
    const { namespace } = by.ingress;
    upstreams.set(id, { by, upstream: { id, namespace, service, port, from, by, ...(affinity && { affinity }) } });
  };
  for (const by of ingresses) {
    const { ingress, paths } = by;
    const { defaultBackend } = ingress;
    if (defaultBackend) add(upstreamId(ingress, defaultBackend), defaultBackend, by);
    for (const { path, upstream } of paths) add(upstream, path.backend, by);
  }
  return upstreams;
}

/** The controller looks at the first location with the path only; one of another type is appended without a further look. */
function place(draft: Draft, location: Location & { owner: NginxIngress }, report: Report): void {
  const index = draft.firstWith.get(location.path) ?? -1;
  const there = draft.locations[index];
  if (there === undefined) draft.firstWith.set(location.path, draft.locations.length);
  if (there === undefined || there.pathType !== location.pathType) draft.locations.push(location);
  else if (there.implicit) draft.locations[index] = location;
  else if (!isCanary(location.owner)) {
    // Where nobody knows which of the two is older, the guarded one is kept.
    const unknown = location.owner.ingress.created === '' || there.owner?.ingress.created === '';
    const guarded = [there.owner, location.owner].map((owner) => owner !== undefined && isGuarded(owner));
    const [kept, dropped] = unknown && guarded[1] && !guarded[0] ? [location, there] : [there, location];
    draft.locations[index] = kept;
    const [to, from] = [kept, dropped].map(({ owner }) => (owner ? nameOf(owner) : ''));
    const rule = to === from ? 'same' : kept === location ? 'guarded' : unknown ? 'unknown' : 'older';
    const data = { host: draft.host, path: location.path, kept: to ?? '', dropped: from ?? '', rule } as const;
    report('I2G2105', data, [...dropped.from, ...kept.from], guarded.includes(true) ? 'security' : 'behaviour');
  }
}

function serverOf({ host, from, ingresses, locations }: Draft): Server {
  return {
    host,
    from,
    ingresses: [...ingresses],
    locations: locations.length < 2 ? locations : [...locations].sort(byPath),
    regex: false,
    aliases: [],
    policies: {},
    tls: {},
  };
}

/** Longest first; of equal length, the last in the alphabet. Stable beyond that. */
function byPath(a: Location, b: Location): number {
  if (a.path.length !== b.path.length) return b.path.length - a.path.length;
  return a.path === b.path ? 0 : a.path < b.path ? 1 : -1;
}
